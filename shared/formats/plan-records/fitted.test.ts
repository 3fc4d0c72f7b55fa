/** Drafts fitted to other places and other leaders: what changes, and what was only true of the place before. */
import { describe, expect, test } from 'vitest';
import { led, placed } from './fitted.ts';
import type { RecordDraft } from './types.ts';

const drafts: readonly RecordDraft[] = [
  { key: 'op', kind: 'operation', fields: { code: 'OP', codeName: 'NEXT' } },
  {
    key: 's1',
    kind: 'site',
    fields: {
      code: 'S1',
      codeWord: 'KESTREL',
      place: 'Sihanoukville',
      cc: 'KH',
      tz: 'Asia/Phnom_Penh',
      position: ['10.63', '103.52', 'exact'],
      hazards: ['dogs'],
      hospital: 'the one on the hill',
    },
  },
  { key: 'd1', kind: 'decisionPoint', fields: { abort: 'rain' } },
  { key: 'a1', kind: 'agency', fields: { code: 'A1' } },
];
const site = (all: readonly RecordDraft[]) => all.find(({ kind }) => kind === 'site')?.fields;
const same = {
  id: 's1',
  codeWord: 'GANNET',
  place: 'Sihanoukville',
  cc: 'KH',
  tz: 'Asia/Phnom_Penh',
  position: ['10.63', '103.52'],
} as const;

describe('another place', () => {
  test('takes with it what was known of the old one, and is known as well as the town', () => {
    const moved = { ...same, place: 'Hanoi', cc: 'VN', tz: 'Asia/Ho_Chi_Minh', position: ['21.03', '105.85'] } as const;
    expect(site(placed(drafts, [moved]))).toEqual({
      code: 'S1',
      codeWord: 'GANNET',
      place: 'Hanoi',
      cc: 'VN',
      tz: 'Asia/Ho_Chi_Minh',
      position: ['21.03', '105.85', 'city'],
    });
  });

  test('under another code word is the same place', () => {
    expect(site(placed(drafts, [same]))).toEqual({ ...site(drafts), codeWord: 'GANNET' });
  });

  test('that is not named stays', () => expect(placed(drafts, [])).toEqual(drafts));
});

describe('leaders', () => {
  test('are people of the plan once each, command it and its sites, and take its decisions', () => {
    const all = led(
      drafts,
      [
        { role: 'strategic', name: 'Ana Torres', title: 'Strategic commander' },
        { role: 'tactical', name: 'Li Wei', title: 'Tactical commander' },
        { role: 's1', name: 'Li Wei', title: 'Commander of KESTREL' },
      ],
      'a1',
    );
    const people = all.filter(({ kind }) => kind === 'person');
    expect(people.map(({ fields }) => fields)).toEqual([
      { operation: { ref: 'op' }, code: 'L1', name: 'Ana Torres', role: 'Strategic commander', agency: { ref: 'a1' } },
      { operation: { ref: 'op' }, code: 'L2', name: 'Li Wei', role: 'Tactical commander', agency: { ref: 'a1' } },
    ]);
    const [ana, li] = people.map(({ key }) => ({ ref: key }));
    expect(all[0]?.fields).toMatchObject({ strategic: ana, tactical: li });
    expect(site(all)).toMatchObject({ commander: li });
    expect(all.find(({ kind }) => kind === 'decisionPoint')?.fields).toEqual({ owner: ana, deputy: li, abort: 'rain' });
  });

  test('take no code that is in use, and nobody named changes nothing', () => {
    const taken: readonly RecordDraft[] = [...drafts, { key: 't', kind: 'task', fields: { code: 'L1' } }];
    const made = led(taken, [{ role: 'tactical', name: 'Li Wei', title: '' }], null);
    expect(made.at(-1)?.fields).toMatchObject({ code: 'L2' });
    expect(led(drafts, [], 'a1')).toBe(drafts);
  });
});
