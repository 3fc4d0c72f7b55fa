import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, references, type Wire } from './field.ts';
import { fieldOf, KIND_NAMES, kindOf, KINDS } from './index.ts';

const wire: fc.Arbitrary<Wire> = fc.letrec<{ value: Wire }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
})).value;

const ID = 'A'.repeat(32);

describe('fits', () => {
  const cases: readonly (readonly [kind: string, field: string, value: Wire, good: boolean])[] = [
    ['task', 'at', 'H+00:30', true],
    ['task', 'at', 'H+0:3', false],
    ['task', 'minutes', 525_600, true],
    ['task', 'minutes', 525_601, false],
    ['task', 'minutes', 1.5, false],
    ['task', 'place', 'REM', true],
    ['task', 'place', ID, true],
    ['task', 'place', 'S1', false],
    ['task', 'armed', 1, true],
    ['task', 'armed', 2, false],
    ['operation', 'hHour', '2027-03-15T21:00:00Z', true],
    ['operation', 'hHour', '2027-03-15T21:00:00+07:00', false],
    ['operation', 'handling', ['H1', 'H2'], true],
    ['operation', 'handling', ['H9'], false],
    ['asset', 'amount', [100, 'EUR', '2027-03-01'], true],
    ['asset', 'amount', [100, 'EUR'], false],
    ['agreement', 'window', [null, '2027-03-01'], true],
    ['agreement', 'parties', ['KR', ID], true],
    ['flow', 'src', 'V:KR', true],
    ['flow', 'src', 'V:kr', false],
    ['signature', 'on', null, true],
  ];
  it.each(cases)('%s.%s takes %j: %s', (kind, field, value, good) => {
    const type = fieldOf(kind, field)?.type;
    expect(type && fits(type, value)).toBe(good);
  });
  it('answers for any value of any field without throwing', () => {
    const fields = KIND_NAMES.flatMap((kind) => Object.values(KINDS[kind].fields));
    fc.assert(
      fc.property(fc.constantFrom(...fields), wire, ({ type }, value) => {
        const good = fits(type, value);
        return typeof good === 'boolean' && Array.isArray(references(type, value)) && (value !== null || good);
      }),
    );
  });
});

describe('references', () => {
  it('names every record id and whether it must be hidden with its target', () => {
    const link = fieldOf('flow', 'dst');
    expect(link && references(link.type, ID)).toEqual([{ id: ID, hide: true }]);
    expect(link && references(link.type, 'V:KR')).toEqual([]);
    const parties = fieldOf('agreement', 'parties');
    expect(parties && references(parties.type, ['KR', ID])).toEqual([{ id: ID, hide: false }]);
  });
});

describe('kinds', () => {
  it.each(['__proto__', 'constructor', 'toString'])('know nothing of %s', (name) => {
    expect(kindOf(name)).toBeNull();
    expect(fieldOf('task', name)).toBeNull();
  });
  it('name a parent field that is a reference', () => {
    const odd = KIND_NAMES.filter((name) => {
      const { parent, fields } = KINDS[name];
      return parent !== undefined && fields[parent]?.type.t !== 'ref';
    });
    expect(odd).toEqual([]);
  });
});
