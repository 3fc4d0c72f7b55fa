import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  everything,
  file,
  forge,
  isRelease,
  makeStore,
  nothing,
  reasons,
  shared,
  signBy,
} from '#test/builders/lines.ts';
import { toBase64url } from './base64url.ts';
import type { Line, ParsedLine } from './line.ts';
import type { ModelStore } from '#test/builders/model-store.ts';
import { readLife } from './reading.ts';
import type { ImportPlan } from './sorting.ts';

describe('who may say what', () => {
  it('the owner hands out a record, in whatever order its lines stand in the file', () => {
    const { a, rec } = shared();
    const lines = everything(a, rec, 'B02');
    const [under, rest] = [lines.filter((l) => l.line.type === 'r'), lines.filter((l) => l.line.type !== 'r')];
    const d = makeStore('B02');
    const plan = d.receive(file(a, ...under, ...rest.toReversed()));
    expect(reasons(plan)).toEqual({ ...nothing, apply: 'ngssss' });
    expect(d.read(rec, 'title').value).toBe('Search house 3');
    expect([...plan.records.keys()]).toEqual([rec]);
  });

  it('case 2 and 4: the same file again, and old files replayed, change nothing', () => {
    const { a, b, rec } = shared();
    const old = file(a, ...everything(a, rec, 'B02'));
    a.edit(rec, 'title', 'Search house 4');
    b.receive(file(a, ...everything(a, rec, 'B02')));
    const before = b.backup();
    const plan = b.receive(old);
    expect(reasons(plan)).toEqual(nothing);
    expect(plan.known).toHaveLength(old.length - 1);
    expect([...b.backup().log.keys()]).toEqual([...before.log.keys()]);
    expect(b.read(rec, 'title').value).toBe('Search house 4');
  });

  it('an agency speaks for itself to the owner, who passes it on', () => {
    const { a, b, c, rec } = shared();
    const edit = b.edit(rec, 'title', 'Search house 5');
    expect(reasons(a.receive(file(b, edit)))).toEqual({ ...nothing, apply: 's' });
    expect(reasons(c.receive(file(a, a.under(rec, 'C03'), edit)))).toEqual({ ...nothing, apply: 's' });
    expect(c.read(rec, 'title')).toMatchObject({ value: 'Search house 5', state: 'single' });
  });

  it('case 32: C sends a line with author A on a record of A: hearsay', () => {
    const { a, b, rec } = shared();
    const edit = a.edit(rec, 'title', 'Other');
    expect(reasons(b.receive(file('C03', edit)))).toEqual({ ...nothing, aside: ['hearsay'] });
    expect(b.read(rec, 'title').value).toBe('Search house 3');
    // From the owner it is accepted, and waits no longer.
    expect(reasons(b.receive(file(a, a.under(rec, 'B02'), edit)))).toEqual({ ...nothing, apply: 's' });
    expect(b.waiting.size).toBe(0);
  });

  it("an agency speaks for itself only: C's file with a line of B is hearsay for the owner and for a member of an open roster", () => {
    const { a, b, c, rec } = shared();
    const edit = b.edit(rec, 'title', 'From B');
    expect(reasons(a.receive(file(c, edit)))).toEqual({ ...nothing, aside: ['hearsay'] });
    const open = makeStore('B02', { rosterOpen: true });
    open.receive(file(a, ...everything(a, rec, 'B02')));
    expect(reasons(open.receive(file(c, edit)))).toEqual({ ...nothing, aside: ['hearsay'] });
  });

  it('a member sends straight to a member only where the roster is open', () => {
    const { a, b, c, rec } = shared();
    const edit = c.edit(rec, 'title', 'From C');
    expect(reasons(b.receive(file(c, edit)))).toEqual({ ...nothing, aside: ['hearsay'] });
    const open = makeStore('B02', { rosterOpen: true });
    open.receive(file(a, ...everything(a, rec, 'B02')));
    expect(reasons(open.receive(file(c, edit)))).toEqual({ ...nothing, apply: 's' });
  });

  it('who was never released the record does not speak on it, not even to its owner', () => {
    const { a, b, rec } = shared();
    const edit = forge({ ...(b.edit(rec, 'title', 'guess').line as Extract<Line, { type: 's' }>), author: 'D04' });
    expect(reasons(a.receive(file('D04', edit)))).toEqual({ ...nothing, aside: ['not-released-to-author'] });
  });

  it("case 33: B passes on C's decision without C's signature: set aside, unsigned", () => {
    const b = makeStore('B02');
    const rec = b.create('task');
    const status = b.edit(rec, 'status', 'planned');
    b.grant(rec, 'A01');
    const a = makeStore('A01');
    const signed = {
      ...(status.line as Extract<Line, { type: 's' }>),
      author: 'C03',
      value: 'done',
      prev: [status.idText],
    };
    const unsigned = forge({ ...signed, sig: null });
    expect(reasons(a.receive(file(b, ...everything(b, rec, 'A01'), unsigned)))).toMatchObject({ aside: ['unsigned'] });
    expect(a.read(rec, 'status').value).toBe('planned');
    const invented = forge({ ...signed, sig: ['key-C03', toBase64url(signBy('B02', new Uint8Array(3)))] });
    expect(reasons(a.receive(file(b, b.under(rec, 'A01'), invented)))).toMatchObject({
      aside: ['bad-signature', 'unsigned'],
    });
    expect(a.read(rec, 'status')).toMatchObject({ value: 'planned', state: 'single' });
  });

  it('a signature that is there must be good, whatever the class of the field', () => {
    const { a, b, rec } = shared();
    const line = b.edit(rec, 'code', 'T40').line as Extract<Line, { type: 's' }>;
    const bad = forge({ ...line, sig: ['key-B02', toBase64url(signBy('B02', new Uint8Array(1)))] });
    expect(reasons(a.receive(file(b, bad)))).toEqual({ ...nothing, aside: ['bad-signature'] });
  });

  it('case 34: B lowers the handling code of a record of A: a proposal to A; the effective code is unchanged', () => {
    const { a, b, rec } = shared();
    const edit = b.edit(rec, 'tlp', 'CLEAR');
    const plan = a.receive(file(b, edit));
    expect(plan.apply.map((l) => [l.proposal, l.rank])).toEqual([[true, -1]]);
    for (const store of [a, b]) expect(store.read(rec, 'tlp')).toMatchObject({ value: 'AMBER', state: 'proposal' });
    a.edit(rec, 'tlp', 'GREEN');
    expect(a.read(rec, 'tlp')).toMatchObject({ value: 'GREEN', state: 'single' });
  });

  it('case 23 and 24: both contested, the resolution closes both, two resolutions are one new conflict', () => {
    const { a, b, rec } = shared();
    const [ea, eb] = [a.edit(rec, 'status', 'done'), b.edit(rec, 'status', 'cancelled')];
    const pass = (from: ModelStore, to: ModelStore, ...l: readonly ParsedLine[]): ImportPlan =>
      to.receive(file(from, ...(from === a ? [a.under(rec, 'B02')] : []), ...l));
    pass(b, a, eb);
    pass(a, b, ea);
    for (const s of [a, b]) expect(s.read(rec, 'status')).toMatchObject({ state: 'contested', settled: false });
    const [ra, rb] = [a.edit(rec, 'status', 'done'), b.edit(rec, 'status', 'ready')];
    expect([a, b].map((s) => s.read(rec, 'status').state)).toEqual(['single', 'single']);
    pass(b, a, rb);
    pass(a, b, ra);
    for (const s of [a, b]) {
      expect(s.read(rec, 'status').state).toBe('contested');
      expect(
        s
          .read(rec, 'status')
          .others.map((h) => h.id)
          .sort(),
      ).toEqual([ra.idText, rb.idText].sort());
    }
    pass(a, b, a.edit(rec, 'status', 'done'));
    for (const s of [a, b]) expect(s.read(rec, 'status')).toMatchObject({ value: 'done', state: 'single' });
  });

  it('case 30: A closes the record while B edits it: visible, edited while being closed', () => {
    const { a, b, rec } = shared();
    const fields = ['title', 'status', 'tlp', 'code'];
    const headIds = (s: ModelStore): readonly string[] => fields.flatMap((f) => s.heads(rec, f).map((h) => h.id));
    const close = a.edit(rec, '_life', headIds(a));
    expect(readLife(a.heads(rec, '_life'), headIds(a))).toBe('closed');
    a.receive(file(b, b.edit(rec, 'title', 'late')));
    b.receive(file(a, a.under(rec, 'B02'), close));
    for (const s of [a, b]) expect(readLife(s.heads(rec, '_life'), headIds(s))).toBe('edited');
  });

  it('a k is accepted from the owner only', () => {
    const { a, b, c, rec } = shared();
    a.edit(rec, 'title', 'x');
    const covers = a.cover(rec, true);
    expect(covers).toHaveLength(1);
    expect(reasons(b.receive(file(c, ...covers)))).toEqual({ ...nothing, aside: ['not-the-owner'] });
    expect(reasons(b.receive(file(a, a.under(rec, 'B02'), ...covers)))).toMatchObject({ apply: 'k' });
  });

  it('a superseded value that a late recipient got as a head does not stay one when the line between comes after the k', () => {
    const { a, b, c, rec } = shared();
    const fromC = c.edit(rec, 'title', 'From C');
    const member = makeStore('B02', { rosterOpen: true });
    member.receive(file(a, ...everything(a, rec, 'B02')));
    member.receive(file(c, fromC));
    // The owner gets the later edit without the one between, and writes its k for a late recipient.
    a.receive(file(b, member.edit(rec, 'title', 'From B')));
    a.grant(rec, 'D04');
    a.cover(rec, true);
    const covered = (): readonly string[] =>
      a.linesOf(rec).flatMap(({ parsed: { line } }) => (line.type === 'k' ? line.ids : []));
    const forLate = (): readonly ParsedLine[] => everything(a, rec, 'D04').filter((l) => !covered().includes(l.idText));
    const d = makeStore('D04');
    d.receive(file(a, ...forLate()));
    expect(d.heads(rec, 'title')).toHaveLength(2);
    a.receive(file(c, fromC));
    expect(a.read(rec, 'title')).toMatchObject({ value: 'From B', state: 'single' });
    a.cover(rec, false);
    d.receive(file(a, ...forLate()));
    expect(d.read(rec, 'title')).toMatchObject({ value: 'From B', state: 'single' });
  });

  it('a creation claimed for another agency, or of our own that we do not know, is hearsay', () => {
    const a = makeStore('A01');
    const rec = a.create('task');
    const n = a.log.get(rec)?.parsed;
    if (!n) throw new Error('no line');
    expect(reasons(makeStore('B02').receive(file('C03', n)))).toEqual({ ...nothing, aside: ['hearsay'] });
    expect(reasons(makeStore('A01').receive(file('C03', n)))).toEqual({ ...nothing, aside: ['hearsay'] });
    // Returned with our own signed header, it is ours (section 9).
    expect(reasons(makeStore('A01').receive(file('A01', n)))).toEqual({ ...nothing, apply: 'n' });
  });
});

describe('what waits', () => {
  it('case 20 and 41: kinds, fields and values of a newer model are held and applied once they are known', () => {
    const { a, b, rec } = shared();
    const line = (field: string, value: string): ParsedLine =>
      forge({ ...(a.edit(rec, 'code', 'T41').line as Extract<Line, { type: 's' }>), field, value });
    const odd = [line('__proto__', 'x'), line('constructor', 'x'), line('status', 'paused')];
    const plan = b.receive(file(a, a.under(rec, 'B02'), ...odd));
    expect(reasons(plan)).toEqual({ ...nothing, held: ['unknown-field', 'unknown-field', 'unknown-value'] });
    expect(plan.held.map((l) => l.arrival.under?.length)).toEqual([1, 1, 1]);
    const base = { type: 'n', owner: 'A01', nonce: 'abcdefghijkl', ms: 1, ctr: 0, by: 'p1' } as const;
    for (const kind of ['__proto__', 'constructor', 'hologram']) {
      const n = forge({ ...base, kind });
      const s = forge({ ...(odd[0]?.line as Extract<Line, { type: 's' }>), rec: n.idText });
      a.records = new Map([...a.records, [n.idText, { kind, owner: 'A01', offers: [], transfers: [] }]]);
      const g = a.grant(n.idText, 'B02');
      const got = reasons(b.receive(file(a, g, a.under(n.idText, 'B02'), n, s)));
      expect(got).toMatchObject({ apply: 'g', held: ['unknown-kind', 'unknown-kind'] });
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('lines before their record, and lines under a release not known here, wait and are applied when it comes', () => {
    const { a, rec } = shared();
    const b = makeStore('B02');
    const lines = everything(a, rec, 'B02');
    const of = (types: string): readonly ParsedLine[] => lines.filter((l) => types.includes(l.line.type));
    expect(reasons(b.receive(file(a, ...of('rs')))).held).toEqual(Array(4).fill('unknown-record'));
    expect(reasons(b.receive(file(a, ...of('rn')))).held).toEqual(Array(5).fill('unknown-release'));
    expect(b.sees(rec)).toBe(false);
    expect(reasons(b.receive(file(a, ...of('g'))))).toEqual({ ...nothing, apply: 'gnssss'.replace('gn', 'ng') });
    expect(b.read(rec, 'title').value).toBe('Search house 3');
    expect(b.waiting.size).toBe(0);
  });

  it('a receipt waits for its recall and is taken from the recipient only', () => {
    const { a, b, c, rec } = shared();
    const recall = a.recall(rec, 'B02');
    const receipt = b.receipt(recall.idText);
    expect(reasons(a.receive(file(c, receipt))).aside).toEqual(['hearsay']);
    expect(reasons(a.receive(file(b, receipt)))).toMatchObject({ apply: 'y' });
    const other = makeStore('A01');
    expect(reasons(other.receive(file(b, receipt))).held).toEqual(['unknown-recall']);
  });
});

describe('release and recall', () => {
  it('case 39: an old file with the recalled record, replayed, is dropped unread', () => {
    const { a, b, rec } = shared();
    const old = file(a, ...everything(a, rec, 'B02'));
    const plan = b.receive(file(a, a.recall(rec, 'B02')));
    expect(plan.recalled).toEqual([{ rec, open: false }]);
    expect(b.linesOf(rec).map((l) => l.parsed.line.type)).toEqual(['g', 'x']);
    expect(reasons(b.receive(old)).dropped).toEqual(Array(5).fill('recalled'));
    expect(b.sees(rec)).toBe(false);
  });

  it('case 39: the recall before the record: never shown, and known as a tombstone', () => {
    const { a, rec } = shared();
    const old = file(a, ...everything(a, rec, 'B02'));
    const b = makeStore('B02');
    expect(reasons(b.receive(file(a, a.recall(rec, 'B02')))).held).toEqual(['unknown-record']);
    const plan = b.receive(old);
    expect(reasons(plan)).toMatchObject({ apply: 'xg', dropped: Array(5).fill('recalled') });
    expect(plan.records.get(rec)).toMatchObject({ kind: 'task', owner: 'A01' });
    expect(b.sees(rec)).toBe(false);
    expect(b.waiting.size).toBe(0);
  });

  it('case 35: recall and release written concurrently by two stations of the owner: recalled, in either order', () => {
    const { a, b, rec } = shared();
    const again = { ...a.backup() };
    const x = a.recall(rec, 'B02');
    Object.assign(a, again);
    const g = a.grant(rec, 'B02');
    for (const order of [
      [x, g],
      [g, x],
    ]) {
      const state = b.backup();
      for (const line of order) b.receive(file(a, line));
      expect(b.sees(rec)).toBe(false);
      expect(b.heads(rec, 'title')).toEqual([]);
      Object.assign(b, state);
    }
  });

  it('case 40: what B wrote on the recalled record still reaches A', () => {
    const { a, b, rec } = shared();
    const edit = b.edit(rec, 'title', 'unsent');
    b.receive(file(a, a.recall(rec, 'B02')));
    expect([...b.outbox.keys()]).toEqual([edit.idText]);
    expect(reasons(a.receive(file(b, edit)))).toMatchObject({ apply: 's' });
  });

  it('a recall is refused from anyone but the owner, unsigned, forged or meant for another', () => {
    const { a, b, c, rec } = shared();
    const state = a.backup();
    const x = a.recall(rec, 'B02');
    expect(reasons(b.receive(file(c, x))).aside).toEqual(['not-the-owner']);
    const line = x.line as Extract<Line, { type: 'x' }>;
    expect(reasons(b.receive(file(a, forge({ ...line, sig: null })))).aside).toContain('unsigned');
    Object.assign(a, state);
    expect(reasons(b.receive(file(a, a.recall(rec, 'C03')))).aside).toContain('not-addressed-to-us');
    expect(b.sees(rec)).toBe(true);
  });

  it('an earlier recall that comes late takes nothing that came under a later release', () => {
    const { a, rec } = shared();
    const past = [...everything(a, rec, 'B02').filter((l) => l.line.type === 'g'), a.recall(rec, 'B02')];
    past.push(a.grant(rec, 'B02'));
    const recall = a.recall(rec, 'B02');
    const again = a.grant(rec, 'B02');
    const content = everything(a, rec, 'B02').filter((l) => !isRelease(l.line, 'B02'));
    // B was put back to a backup without the record, while A knows the past of the release as arrived and sends what is new.
    const b = makeStore('B02');
    expect(reasons(b.receive(file(a, recall, again, ...content)))).toMatchObject({ apply: 'x', dropped: [] });
    expect(b.sees(rec)).toBe(false);
    b.receive(file(a, ...past));
    expect(b.sees(rec)).toBe(true);
    expect(b.read(rec, 'title').value).toBe('Search house 3');
    expect(b.waiting.size).toBe(0);
  });

  it('after recall and new release only what came under the new one is here, in whatever order the files come', () => {
    const { a, b, rec } = shared();
    const first = file(a, ...everything(a, rec, 'B02'));
    const recall = file(a, a.recall(rec, 'B02'));
    const again = file(a, a.grant(rec, 'B02'));
    // A narrower release: the same record without its title; the release lines themselves came in a file of their own.
    const narrower = file(
      a,
      ...everything(a, rec, 'B02').filter(
        (l) => !isRelease(l.line, 'B02') && (l.line.type !== 's' || l.line.field !== 'title'),
      ),
    );
    const files = [first, recall, again, narrower, first, again];
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (order) => {
        const state = b.backup();
        for (const f of order) b.receive(f);
        const seen = [b.sees(rec), b.read(rec, 'title').value, b.read(rec, 'status').value];
        Object.assign(b, state);
        expect(seen).toEqual([true, null, 'planned']);
      }),
    );
  });
});
