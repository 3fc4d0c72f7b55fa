import { describe, expect, test } from 'vitest';
import { idFor, makeStation, must, receiveFile, sendAll, type SentFile, type Station } from '#test/db/station.ts';

/** Small seeded generator, so that a failing run is named by its number. */
function random(seed: number): (n: number) => number {
  let s = seed >>> 0;
  return (n) => {
    s = (Math.imul(s ^ (s >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor((s / 0x1_0000_0000) * n);
  };
}

/** What an agency holds of records it may see, without who learnt it when. */
const state = (s: Station, operation: string) => s.store.read.dump({ operation });
const FIELDS = ['title', 'minutes', 'at', 'tlp', 'sync', 'status'] as const;
const VALUES: Readonly<Record<(typeof FIELDS)[number], readonly (string | number)[]>> = {
  title: ['one', 'two', 'three'],
  minutes: [10, 20, 30],
  at: ['H+1:00', 'H+2:00', 'H+3:00'],
  tlp: ['GREEN', 'AMBER', 'RED'],
  sync: ['A'.repeat(32), 'B'.repeat(32)],
  status: ['planned', 'done'],
};

interface World {
  readonly all: readonly [Station, Station];
  readonly op: string;
  readonly wire: { readonly to: Station; readonly sent: SentFile }[];
}

function simulate(seed: number, steps: number): World {
  const roll = random(seed);
  const a = makeStation('A', `${seed}`);
  const b = makeStation('B', `${seed}`);
  const all = [a, b] as const;
  const made = must(a, [
    { type: 'create', kind: 'operation', key: 'op', fields: { codeName: 'X' } },
    { type: 'create', kind: 'task', key: 't1', fields: { operation: { ref: 'op' }, title: 'one' } },
    { type: 'create', kind: 'task', key: 't2', fields: { operation: { ref: 'op' }, title: 'two' } },
  ]);
  const op = idFor(made, 'op');
  const wire: World['wire'] = [{ to: b, sent: sendAll(a, b, op) }];
  const deliver = () => {
    const at = roll(wire.length);
    const item = wire[at];
    if (!item) return;
    const done = receiveFile(item.to, item.sent, all);
    if (!done.ok) throw new Error(`seed ${seed}: ${done.error.code}`);
    const from = item.to === a ? b : a;
    if (roll(2) === 0) from.store.exchange.receiveAcks(item.to.agency, item.to.store.exchange.acksFor(from.agency));
    // One in three comes again later.
    if (roll(3) > 0) wire.splice(at, 1);
  };
  receiveFile(b, (wire[0] as { sent: SentFile }).sent, all);
  for (let i = 0; i < steps; i++) {
    const who = all[roll(2)] ?? a;
    const other = who === a ? b : a;
    who.now += roll(5) === 0 ? -3_600_000 : roll(10_000);
    const tasks = who.store.read.dump({ operation: op, includeClosed: true }).filter((r) => r.kind === 'task');
    const rec = tasks[roll(tasks.length)]?.id ?? '';
    const what = roll(12);
    if (what < 5) {
      const field = FIELDS[roll(FIELDS.length)] ?? 'title';
      const value = VALUES[field][roll(VALUES[field].length)] ?? null;
      if (who.store.read.record(rec)?.closed === false) must(who, [{ type: 'set', rec, field, value }]);
    } else if (what === 5) must(who, [{ type: who.store.read.record(rec)?.closed ? 'reopen' : 'close', rec }]);
    else if (what === 6)
      must(who, [{ type: 'create', kind: 'task', key: 'n', fields: { operation: op, title: `new ${i}` } }]);
    else if (what === 7) who.store.plan.undo('p1');
    else if (what < 10) wire.push({ to: other, sent: sendAll(who, other, op) });
    else deliver();
  }
  while (wire.length > 0) deliver();
  for (let round = 0; round < 3; round++)
    for (const from of all) {
      const to = from === a ? b : a;
      receiveFile(to, sendAll(from, to, op), all);
      from.store.exchange.receiveAcks(to.agency, to.store.exchange.acksFor(from.agency));
    }
  return { all, op, wire };
}

const runs = Number(process.env['LIAISON_SEEDS'] ?? 6);
const first = Number(process.env['LIAISON_SEED'] ?? 1);

describe('two stations', () => {
  test.each(Array.from({ length: runs }, (_, i) => first + i))(
    'end with the same state whatever came in which order (seed %d)',
    (seed) => {
      const { all, op } = simulate(seed, 60);
      const [a, b] = all;
      try {
        expect(state(b, op)).toEqual(state(a, op));
        const conflicts = (s: Station) =>
          s.store.read
            .conflicts(op)
            .map((c) => [c.rec, c.field, c.type, c.sides.map((x) => x.line)].join(' '))
            .sort();
        expect(conflicts(b)).toEqual(conflicts(a));
        for (const s of all) {
          expect(s.store.exchange.kept('held')).toEqual([]);
          expect(s.store.exchange.kept('aside')).toEqual([]);
          expect(s.store.audit.verify()).toBeNull();
          expect(s.store.isSound()).toBe(true);
        }
      } finally {
        for (const s of all) s.destroy();
      }
    },
  );
});
