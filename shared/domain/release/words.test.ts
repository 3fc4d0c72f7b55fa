import { describe, expect, it } from 'vitest';
import { clockFinder } from './clock-text.ts';
import { designationsIn, nameFinder } from './words.ts';

const none: ReadonlySet<string> = new Set();
const finds = nameFinder({
  codes: new Set(['M2', 'IT', 'T39~ab12', 'JIT-1']),
  names: new Set([
    'KESTREL',
    'Inès Baudry',
    '湖畔行動',
    'ปฏิบัติการ โคมไฟ',
    'Siam Crest Trading',
    '+66 2 555 0101',
    'Лиса',
  ]),
  titles: new Set(['Report', 'Final briefing KESTREL']),
});

describe('names in text', () => {
  it.each([
    'see M2',
    'see m2, now',
    'M2/D02',
    'M2-M3',
    'before T39~ab12',
    'the JIT-1 team',
    'at kestrel gate',
    'KESTREL’s roof',
    'ask Ines Baudry',
    'Siam  Crest-Trading',
    'Siam\u200bCrest Trading'.replace('\u200b', ' \u200b'),
    '昨日湖畔行動開始',
    'เริ่มปฏิบัติการโคมไฟแล้ว',
    'call +66 (2) 555-0101',
    'дом лиса ушла',
    'the Report of May',
    'Ｍ２ goes first',
    'K\u200bESTREL',
  ])('finds one in %j', (text) => expect(finds(text)).toBe(true));

  it.each(['', '…', 'M20', 'XM2', 'it works', 'kestrels', 'a report', 'Crest Trading', '湖畔', 'M 2', 'Reporting'])(
    'finds none in %j',
    (text) => expect(finds(text)).toBe(false),
  );

  it('has nothing to find without names', () => {
    expect(nameFinder({ codes: none, names: none, titles: none })('M2 KESTREL')).toBe(false);
  });

  it('knows what a thing is called for short', () => {
    expect(designationsIn('JIT-1 money and organisers')).toEqual(['JIT-1']);
    expect(designationsIn('Mule KR-1')).toEqual(['KR-1']);
    expect(designationsIn('report H-24, J-14, v3, DEMO-KR-0001, Subject 3')).toEqual([]);
  });
});

describe('times of day in text', () => {
  const four = clockFinder(new Set(['04:00']));
  it.each([
    '04:00',
    '4:00',
    'at 04.00',
    '04h00',
    '4h00',
    '4 h 00',
    '4 h',
    '0400',
    '0400Z',
    '4 am',
    '4 a.m.',
    '4:00 AM',
    "4 o'clock",
    'à 4 heures',
    'at 4.',
    'D+0T04:00',
    '2027-03-16T04:00:00',
    '03:30-04:00',
    '٠٤:٠٠',
    '០៤:០០',
    '０４：００',
    'starts:04:00',
    '4 hrs',
  ])('finds 04:00 in %j', (text) => expect(four(text)).toBe(true));
  it.each([
    'H+04:00',
    'H-4',
    'H + 04:00',
    'J-4',
    'UTC+04:00',
    '14:00',
    '04:005',
    '104:00',
    '12:04:00',
    '4 sites',
    'at 4 sites',
    '4 ambulances',
    '10400',
    'R4',
    '',
    'four',
  ])('finds none in %j', (text) => expect(four(text)).toBe(false));

  it('knows the afternoon and the half hour', () => {
    const afternoon = clockFinder(new Set(['16:30']));
    expect(['16:30', '4:30 pm', '16h30', '1630', '4.30 p.m.'].map(afternoon)).toEqual([true, true, true, true, true]);
    expect(['4:30', '4:30 am', '16 h', '16:31'].map(afternoon)).toEqual([false, false, false, false]);
    const midnight = clockFinder(new Set(['00:00']));
    expect(['00:00', '0h', '12 am', '12:00 a.m.', '12:00'].map(midnight)).toEqual([true, true, true, true, false]);
  });
});
