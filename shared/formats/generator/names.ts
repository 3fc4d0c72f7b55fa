/** Invented people and bodies in the scripts of the region. Every name is put together by chance from common parts. */
import type { Dice } from './dice.ts';

export const SCRIPTS = [
  'latin',
  'thai',
  'khmer',
  'lao',
  'burmese',
  'chinese',
  'korean',
  'vietnamese',
  'arabic',
] as const;
export type Script = (typeof SCRIPTS)[number];

interface Pool {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** Order and sign between the two. */
  readonly join: (given: string, family: string) => string;
}
const words = (text: string): readonly string[] => text.split(' ');
const givenFirst = (given: string, family: string): string => `${given} ${family}`;
const familyFirst = (given: string, family: string): string => `${family} ${given}`;

const POOLS: Readonly<Record<Script, Pool>> = {
  latin: {
    given: words(
      'Ana Joël Maria Renaud Sita Paulo Grace Amina Élodie Tomás Wanjiru Dewi Budi Arjun Leïla Zoë Noor Bikila Inès Rizal Chloé Kofi Putri Hana',
    ),
    family: words(
      'Santos Reyes Lefèvre Marchand Siregar Wijaya Mwangi Otieno Tesfaye Kapoor Iyer Cruz Dubois Nasution Bekele Tan Rahman Moreau García Lim',
    ),
    join: givenFirst,
  },
  thai: {
    given: words('สมชาย สุดา อนงค์ ประเสริฐ วิไล กิตติ มาลี ธนา รัตนา ชัยวัฒน์ พิมพ์ใจ อรทัย'),
    family: words('ศรีสุข ทองดี บุญมา แก้วใส รุ่งเรือง สุวรรณ วงศ์ใหญ่ จันทร์เพ็ญ ใจดี พงษ์ไพร'),
    join: givenFirst,
  },
  khmer: {
    given: words('សុភា ដារ៉ា ចន្ថា វិបុល ស្រីមុំ បូរី រតនា សុខា ពិសិដ្ឋ ម៉ាលី វណ្ណា ធីតា'),
    family: words('សុខ ចាន់ កែវ ហេង លី នួន ប៊ុន មាស ទេព អ៊ុក'),
    join: familyFirst,
  },
  lao: {
    given: words('ບຸນມີ ສົມພອນ ຄຳຫຼ້າ ວັນນາ ສຸລິຍາ ພອນສະຫວັນ ດາລາ ມະນີວອນ ຄຳພູ ນ້ອຍ'),
    family: words('ສີສະຫວັດ ແກ້ວມະນີ ພົມມະຈັນ ວົງສາ ສຸກສະຫວັນ ຈັນທະລາ ອິນທະວົງ ພິມມະສອນ'),
    join: givenFirst,
  },
  burmese: {
    given: words('အောင်မင်း ခင်လှ မြတ်သူ သန္တာ ကျော်စွာ နီလာ ဇော်ဝင်း ဖြူဖြူ ထွန်းလင်း စုစု မောင်မောင် သီတာ'),
    family: words('ထွန်း ဝင်း အေး မြင့် ဦး လှိုင် စိုး ကြည် နိုင် ဇင်'),
    join: givenFirst,
  },
  chinese: {
    given: words('伟明 秀英 建国 丽华 志强 晓梅 文博 玉兰 子涵 海燕 思源 嘉怡'),
    family: words('王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙'),
    join: (given, family) => family + given,
  },
  korean: {
    given: words('민준 서연 지훈 하은 도윤 수빈 예준 지우 현우 유진 성민 은영'),
    family: words('김 이 박 최 정 강 조 윤 장 임'),
    join: (given, family) => family + given,
  },
  vietnamese: {
    given: words('Hương Tuấn Ngọc Dũng Thảo Quỳnh Hải Phượng Đức Yến Khánh Thủy'),
    family: ['Nguyễn Văn', 'Trần Thị', 'Lê Minh', 'Phạm Quốc', 'Hoàng Thị', 'Vũ Đình', 'Đặng Thu', 'Bùi Xuân'],
    join: familyFirst,
  },
  arabic: {
    given: words('أحمد ليلى يوسف مريم خالد نور عمر هدى سامي رانيا طارق سلمى'),
    family: words('الخطيب العمري حداد النجار منصور الشامي فارس الزعبي قاسم البدوي'),
    join: givenFirst,
  },
};

export function personName(dice: Dice, script: Script): string {
  const { given, family, join } = POOLS[script];
  return join(dice.pick(given), dice.pick(family));
}

const COMPANIES: Readonly<Record<Script, readonly [before: string, after: string]>> = {
  latin: ['', ' Leisure Ltd'],
  thai: ['บริษัท ', ' จำกัด'],
  khmer: ['ក្រុមហ៊ុន ', ''],
  lao: ['ບໍລິສັດ ', ' ຈຳກັດ'],
  burmese: ['', ' ကုမ္ပဏီ'],
  chinese: ['', '贸易有限公司'],
  korean: ['주식회사 ', ''],
  vietnamese: ['Công ty TNHH ', ''],
  arabic: ['شركة ', ' للتجارة'],
};
/** A body named after an invented family. */
export function companyName(dice: Dice, script: Script): string {
  const [before, after] = COMPANIES[script];
  return `${before}${dice.pick(POOLS[script].family)}${after} ${dice.int(2, 99)}`;
}

const FIRST = words(
  'LANTERN AMBER QUIET NORTHERN SILVER PAPER RIVER COPPER MORNING HOLLOW BRIGHT WINTER SALT STONE OPEN EARLY COBALT DISTANT IRON GENTLE LONG HARBOUR CEDAR MONSOON SECOND CLEAR SOUTHERN LOTUS BAMBOO CORAL PEARL MISTY HIGH SWIFT GREEN CALM GOLDEN TIDAL BROAD ROYAL',
);
const SECOND = words(
  'TIDE BRIDGE COMPASS FERRY ORCHARD SIGNAL MERIDIAN GATE ANCHOR HARVEST CURRENT LADDER MIRROR VALLEY WHEEL PASSAGE BEACON TERRACE HORIZON CANAL SAIL MARKET ISLAND GARDEN STREAM PAVILION SUMMIT KEEL DELTA ROPE WINDOW CAUSEWAY FIELD RIDGE PLATEAU SHORE THREAD FOREST LEDGER SPRING QUAY DUNE REED CAPE DOCK ARCH LAGOON PASS WEIR GLEN',
);
/** Code name of the operation with this number; two of one data set never share it (up to 2,000 operations). */
export function codeName(seed: number, number: number): string {
  const all = FIRST.length * SECOND.length;
  // 617 has no factor in common with 2,000, so every number comes out as another pair.
  const at = ((seed % all) * 31 + number * 617) % all;
  return `${FIRST[at % FIRST.length]} ${SECOND[Math.floor(at / FIRST.length)]}`;
}

/** Code words of sites: birds, never a place. */
export const SITE_WORDS = words(
  'KESTREL HERON IBIS EGRET PLOVER SWIFT CURLEW OSPREY MERLIN AVOCET TERN PETREL WREN LAPWING BITTERN DRONGO',
);
