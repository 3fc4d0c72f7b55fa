import { describe, expect, test } from 'vitest';
import { toBase64Url } from './base64url.ts';
import { type House, type HouseAsk, houseBytes, parseHouse } from './house.ts';

/** What stations of one agency tell each other beside the lines: its one byte form, and asks for keys in it. */
const house: House = { card: new Uint8Array([1, 2, 3]), partners: [], people: [], files: [] };
const station = toBase64Url(new Uint8Array(24).fill(7));
const signing = toBase64Url(new Uint8Array(32).fill(8));
const recipient = `age1pq1${'q'.repeat(1952)}`;

describe('asks', () => {
  test('leave no trace in a file that asks for nothing', () => {
    const text = new TextDecoder().decode(houseBytes(house));
    expect(text).toBe('{"card":"AQID","files":[],"partners":[],"people":[],"v":1}');
    expect(new TextDecoder().decode(houseBytes({ ...house, asks: [] }))).toBe(text);
  });

  test.each<HouseAsk>([
    { station, encryption: { recipient, until: 5 }, signing: null },
    { station, encryption: null, signing },
    { station, encryption: { recipient, until: 5 }, signing },
  ])('come out as they went in', (ask) => {
    expect(parseHouse(houseBytes({ ...house, asks: [ask] }))).toMatchObject({ ok: true, value: { asks: [ask] } });
  });

  test.each<[string, readonly unknown[]]>([
    ['none', []],
    ['for nothing', [{ station, encryption: null, signing: null }]],
    ['of no station', [{ station: 'here', encryption: null, signing }]],
    ['for a key of another kind', [{ station, encryption: { recipient: 'ssh-ed25519', until: 5 }, signing: null }]],
    ['until before all time', [{ station, encryption: { recipient, until: -1 }, signing: null }]],
    ['with more than is known', [{ station, encryption: null, signing, root: signing }]],
    ['too many', Array.from({ length: 9 }, () => ({ station, encryption: null, signing }))],
  ])('%s: refused', (_, asks) => {
    const bytes = houseBytes({ ...house, asks: [{ station, encryption: null, signing }] });
    const text = new TextDecoder()
      .decode(bytes)
      .replace(/"asks":\[.*?\],"card"/, `"asks":${JSON.stringify(asks)},"card"`);
    expect(parseHouse(new TextEncoder().encode(text))).toMatchObject({ ok: false });
  });
});
