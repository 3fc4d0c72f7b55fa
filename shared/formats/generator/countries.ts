/** Countries an invented operation can play in. Places are large towns, so that no position says anything. */
import type { CountryCode } from '../../model/plan.ts';
import type { Script } from './names.ts';

export interface Country {
  readonly cc: CountryCode;
  readonly name: string;
  readonly zone: string;
  readonly script: Script;
  readonly language: string;
  readonly ncb: string;
  /** Name, latitude, longitude. */
  readonly towns: readonly (readonly [string, number, number])[];
}
type Row = readonly [
  cc: string,
  name: string,
  zone: string,
  script: Script,
  language: string,
  towns: readonly (readonly [string, number, number])[],
];

const ROWS: readonly Row[] = [
  [
    'KH',
    'Cambodia',
    'Asia/Phnom_Penh',
    'khmer',
    'km',
    [
      ['Phnom Penh', 11.56, 104.92],
      ['Battambang', 13.1, 103.2],
      ['Kampot', 10.61, 104.18],
    ],
  ],
  [
    'TH',
    'Thailand',
    'Asia/Bangkok',
    'thai',
    'th',
    [
      ['Bangkok', 13.75, 100.5],
      ['Chiang Mai', 18.79, 98.98],
      ['Khon Kaen', 16.43, 102.83],
    ],
  ],
  [
    'LA',
    'Laos',
    'Asia/Vientiane',
    'lao',
    'lo',
    [
      ['Vientiane', 17.97, 102.63],
      ['Pakse', 15.12, 105.8],
      ['Savannakhet', 16.57, 104.75],
    ],
  ],
  [
    'MM',
    'Myanmar',
    'Asia/Yangon',
    'burmese',
    'my',
    [
      ['Yangon', 16.84, 96.17],
      ['Mandalay', 21.96, 96.09],
      ['Taunggyi', 20.78, 97.04],
    ],
  ],
  [
    'VN',
    'Viet Nam',
    'Asia/Ho_Chi_Minh',
    'vietnamese',
    'vi',
    [
      ['Ha Noi', 21.03, 105.85],
      ['Da Nang', 16.05, 108.2],
      ['Can Tho', 10.03, 105.77],
    ],
  ],
  [
    'CN',
    'China',
    'Asia/Shanghai',
    'chinese',
    'zh',
    [
      ['Beijing', 39.9, 116.4],
      ['Kunming', 25.04, 102.71],
    ],
  ],
  [
    'KR',
    'Korea',
    'Asia/Seoul',
    'korean',
    'ko',
    [
      ['Seoul', 37.57, 126.98],
      ['Busan', 35.18, 129.08],
    ],
  ],
  [
    'PH',
    'Philippines',
    'Asia/Manila',
    'latin',
    'tl',
    [
      ['Manila', 14.6, 120.98],
      ['Cebu', 10.32, 123.89],
      ['Davao', 7.07, 125.61],
    ],
  ],
  [
    'ID',
    'Indonesia',
    'Asia/Jakarta',
    'latin',
    'id',
    [
      ['Jakarta', -6.2, 106.82],
      ['Surabaya', -7.25, 112.75],
    ],
  ],
  [
    'MY',
    'Malaysia',
    'Asia/Kuala_Lumpur',
    'latin',
    'ms',
    [
      ['Kuala Lumpur', 3.14, 101.69],
      ['Ipoh', 4.6, 101.08],
    ],
  ],
  ['SG', 'Singapore', 'Asia/Singapore', 'chinese', 'en', [['Singapore', 1.35, 103.82]]],
  [
    'AE',
    'United Arab Emirates',
    'Asia/Dubai',
    'arabic',
    'ar',
    [
      ['Dubai', 25.2, 55.27],
      ['Al Ain', 24.21, 55.74],
    ],
  ],
  ['JO', 'Jordan', 'Asia/Amman', 'arabic', 'ar', [['Amman', 31.95, 35.93]]],
  ['EG', 'Egypt', 'Africa/Cairo', 'arabic', 'ar', [['Cairo', 30.04, 31.24]]],
  ['FR', 'France', 'Europe/Paris', 'latin', 'fr', [['Paris', 48.86, 2.35]]],
  ['IN', 'India', 'Asia/Kolkata', 'latin', 'hi', [['New Delhi', 28.61, 77.21]]],
  ['KE', 'Kenya', 'Africa/Nairobi', 'latin', 'sw', [['Nairobi', -1.29, 36.82]]],
  ['ET', 'Ethiopia', 'Africa/Addis_Ababa', 'latin', 'am', [['Addis Ababa', 9.03, 38.74]]],
];

export const COUNTRIES: readonly Country[] = ROWS.map(([cc, name, zone, script, language, towns]) => ({
  cc,
  name,
  zone,
  script,
  language,
  towns,
  ncb: towns[0]?.[0] ?? name,
}));
export function country(cc: CountryCode): Country {
  const found = COUNTRIES.find((c) => c.cc === cc);
  if (!found) throw new Error('broken promise: a country of the table');
  return found;
}

/** Where sites lie, where the coordination unit sits, who leads, and where travellers come from. */
export const HOSTS: readonly CountryCode[] = ['KH', 'TH', 'LA', 'MM', 'PH', 'VN', 'MY', 'AE', 'ID'];
export const HUBS: readonly CountryCode[] = ['TH', 'SG', 'MY'];
export const LEADS: readonly CountryCode[] = ['KR', 'CN', 'FR', 'JO', 'SG'];
export const ORIGINS: readonly CountryCode[] = ['VN', 'CN', 'ID', 'IN', 'KE', 'ET', 'EG', 'KR', 'PH', 'MM', 'TH', 'JO'];

const NEIGHBOURS = new Set(
  ['KH-TH', 'KH-VN', 'KH-LA', 'LA-TH', 'LA-VN', 'LA-CN', 'LA-MM', 'MM-TH', 'MM-CN', 'VN-CN', 'MY-TH', 'MY-SG'].flatMap(
    (pair) => [pair, pair.split('-').reverse().join('-')],
  ),
);
export const areNeighbours = (a: CountryCode, b: CountryCode): boolean => NEIGHBOURS.has(`${a}-${b}`);
