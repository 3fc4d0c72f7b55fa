import { describe, expect, it } from 'vitest';
import { file, forge, shared, signBy } from '#test/builders/lines.ts';
import type { ModelStore } from '#test/builders/model-store.ts';
import { currentOwner, type KnownRecord } from './authority.ts';
import { toBase64url } from './base64url.ts';
import type { Line } from './line.ts';

describe('transfer of ownership', () => {
  const setup = () => {
    const { a, b, c, rec } = shared();
    const t = a.offer(rec, 'B02');
    b.receive(file(a, t));
    const u = b.accept(rec, t.idText);
    return { a, b, c, rec, t, u };
  };
  const ownerIn = (s: ModelStore, rec: string): string => currentOwner(s.records.get(rec) as KnownRecord).agency;

  it('needs both lines; then the new owner certifies, releases, and its word in the class owner counts', () => {
    const { a, b, c, rec, t, u } = setup();
    expect([ownerIn(a, rec), ownerIn(b, rec)]).toEqual(['A01', 'B02']);
    a.receive(file(b, u));
    expect(ownerIn(a, rec)).toBe('B02');
    const tlp = b.edit(rec, 'tlp', 'GREEN');
    expect(b.read(rec, 'tlp')).toMatchObject({ value: 'GREEN', state: 'single' });
    c.receive(file(b, tlp));
    expect(c.read(rec, 'tlp').value).toBe('AMBER');
    c.receive(file(b, u, t));
    expect(c.read(rec, 'tlp')).toMatchObject({ value: 'GREEN', state: 'single' });
    expect(c.waiting.size).toBe(0);
  });

  it('a line of the new owner that came before the transfer gets its word when the transfer comes', () => {
    const { a, b, rec, u } = setup();
    const tlp = b.edit(rec, 'tlp', 'GREEN');
    a.receive(file(b, tlp));
    expect(a.read(rec, 'tlp')).toMatchObject({ value: 'AMBER', state: 'proposal' });
    a.receive(file(b, u));
    expect(a.read(rec, 'tlp')).toMatchObject({ value: 'GREEN', state: 'single' });
  });

  it('the former owner cannot take back a word of the new one', () => {
    const { a, b, rec, u } = setup();
    const tlp = b.edit(rec, 'tlp', 'RED');
    a.receive(file(b, u, tlp));
    const lower = a.edit(rec, 'tlp', 'CLEAR');
    b.receive(file(a, lower));
    for (const s of [a, b]) expect(s.read(rec, 'tlp').value).toBe('RED');
  });

  it('an offer forged by another, an acceptance by another, or either unsigned, moves nothing', () => {
    const { a, c, rec, t, u } = setup();
    const offer = t.line as Extract<Line, { type: 't' }>;
    const acceptance = u.line as Extract<Line, { type: 'u' }>;
    const forged = forge({ ...offer, to: 'C03', sig: ['key-A01', toBase64url(signBy('C03', new Uint8Array(1)))] });
    const stolen = forge({
      ...acceptance,
      salt: 'stolenstolen',
      sig: ['key-C03', toBase64url(signBy('C03', new Uint8Array(1)))],
    });
    for (const line of [forged, stolen, forge({ ...acceptance, sig: null })]) a.receive(file(c, line));
    expect(ownerIn(a, rec)).toBe('A01');
    c.receive(file('D04', t, u));
    expect(ownerIn(c, rec)).toBe('A01');
  });

  it('two acceptances of offers made side by side leave it where it was, and say so', () => {
    const { a, b, c, rec, t, u } = setup();
    const t2 = a.offer(rec, 'C03');
    c.receive(file(a, t2));
    const u2 = c.accept(rec, t2.idText);
    for (const order of [
      [u, u2],
      [u2, u],
    ]) {
      const state = a.backup();
      for (const line of order) a.receive(file(line === u ? b : c, line));
      expect(currentOwner(a.records.get(rec) as KnownRecord)).toEqual({ agency: 'A01', via: null, contested: true });
      Object.assign(a, state);
    }
    expect(t.idText).not.toBe(t2.idText);
  });
});
