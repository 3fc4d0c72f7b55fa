import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKey, type ResultEntry, resultTotals } from './results.ts';

const entry = (more: Partial<ResultEntry>): ResultEntry => ({
  figure: 'arrests',
  value: 1,
  unit: '',
  agency: 'A01',
  asOf: 0,
  confirmed: false,
  event: null,
  ...more,
});
const total = (...entries: readonly Partial<ResultEntry>[]) => resultTotals(entries.map(entry))[0];

describe('results in all', () => {
  it('one event counts once between agencies, and for each agency by itself', () => {
    expect(total({ event: 'P-1' }, { agency: 'A07', event: 'p- 1' })).toMatchObject({
      total: 1,
      twice: 1,
      agencies: [
        { agency: 'A01', value: 1 },
        { agency: 'A07', value: 1 },
      ],
    });
  });
  it('what names no event is added as it stands', () => {
    expect(total({ value: 3 }, { value: 2 }, { agency: 'A07', value: 4 })).toMatchObject({ total: 9, twice: 0 });
  });
  it('a later word of the same agency corrects its earlier one, downwards too', () => {
    expect(total({ event: 'E', value: 5, asOf: 1, confirmed: true }, { event: 'E', value: 2, asOf: 2 })).toMatchObject({
      total: 2,
      confirmed: 0,
      agencies: [{ agency: 'A01', value: 2 }],
    });
  });
  it('between agencies a confirmed word counts before a newer preliminary one, then the newest', () => {
    const confirmed = { event: 'E', value: 2, confirmed: true, asOf: 1 };
    const newer = { event: 'E', value: 7, agency: 'A07', asOf: 9 };
    expect(total(confirmed, newer)).toMatchObject({ total: 2, confirmed: 2 });
    expect(total({ ...confirmed, confirmed: false }, newer)).toMatchObject({ total: 7, confirmed: 0 });
  });
  it('figures and units are never added up', () => {
    const totals = resultTotals([entry({}), entry({ figure: 'devices' }), entry({ unit: 'kg' })]);
    expect(totals.map((one) => [one.figure, one.unit, one.total])).toEqual([
      ['arrests', '', 1],
      ['devices', '', 1],
      ['arrests', 'kg', 1],
    ]);
  });
  it('never lies between less than the highest count and more than the sum, in whatever order it was reported', () => {
    const some = fc.record({
      agency: fc.constantFrom('A01', 'A07', 'A13'),
      value: fc.integer({ min: 0, max: 9 }),
      event: fc.constantFrom(null, 'E1', 'E2', ' e1'),
      asOf: fc.integer({ min: 0, max: 3 }),
      confirmed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (entries) => {
        const said = total(...entries);
        if (!said) return entries.length === 0;
        const sum = said.agencies.reduce((all, { value }) => all + value, 0);
        const again = total(...entries.toReversed());
        expect(again).toEqual(said);
        return said.total <= sum && said.twice === sum - said.total && said.confirmed <= said.total;
      }),
    );
  });
  it('an event is the same however it is typed', () => expect(eventKey(' kh - 17')).toBe('KH-17'));
});
