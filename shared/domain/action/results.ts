/** Result figures of the action day: by agency, and in all without counting one event twice. */
import type { Code, InstantMs } from '../../model/plan.ts';
import { compareCodes } from '../facts/facts.ts';

export interface ResultEntry {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly agency: Code | null;
  readonly asOf: InstantMs | null;
  readonly confirmed: boolean;
  /** The person, item or paper counted; null: counted on its own. */
  readonly event: string | null;
}
export interface FigureTotal {
  readonly figure: string;
  readonly unit: string;
  /** Every event once. */
  readonly total: number;
  /** What of it is confirmed. */
  readonly confirmed: number;
  /** Each agency's own count, without regard to the others. */
  readonly agencies: readonly { readonly agency: Code | null; readonly value: number }[];
  /** What the agencies' counts hold more than the total. */
  readonly twice: number;
}

/** One event however it is typed: without blanks, in capitals (the reading of R-FIN-09). */
export const eventKey = (event: string): string => event.replaceAll(/\s/g, '').toUpperCase();

/** Confirmed before preliminary, then the newest word, then the higher count; agencies settle what is still equal. */
const bySay = (a: ResultEntry, b: ResultEntry): number =>
  Number(b.confirmed) - Number(a.confirmed) ||
  (b.asOf ?? 0) - (a.asOf ?? 0) ||
  b.value - a.value ||
  compareCodes(a.agency ?? '', b.agency ?? '');
/** A later word of one agency on one event corrects its earlier one, also when it takes a confirmation back. */
const byTime = (a: ResultEntry, b: ResultEntry): number => (b.asOf ?? 0) - (a.asOf ?? 0) || bySay(a, b);

const grouped = <T>(items: readonly T[], keyOf: (item: T, n: number) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  items.forEach((item, n) => {
    const key = keyOf(item, n);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  });
  return [...groups.values()];
};
const sum = (entries: readonly ResultEntry[]): number => entries.reduce((all, { value }) => all + value, 0);

/** Totals by figure and unit, in the order in which the figures first appear. Entries that name no event are added as they stand. */
export function resultTotals(entries: readonly ResultEntry[]): readonly FigureTotal[] {
  return grouped(entries, ({ figure, unit }) => `${figure} ${unit}`).map((figure) => {
    const eventOf = ({ event }: ResultEntry, n: number): string => (event === null ? `#${n}` : `=${eventKey(event)}`);
    const standing = grouped(figure, (entry, n) => `${entry.agency ?? ''} ${eventOf(entry, n)}`).flatMap((words) =>
      [...words].sort(byTime).slice(0, 1),
    );
    const counted = grouped(standing, eventOf).flatMap((words) => [...words].sort(bySay).slice(0, 1));
    const agencies = grouped(standing, ({ agency }) => agency ?? '')
      .map((own) => ({ agency: own[0]?.agency ?? null, value: sum(own) }))
      .sort((a, b) => compareCodes(a.agency ?? '', b.agency ?? ''));
    const total = sum(counted);
    return {
      figure: figure[0]?.figure ?? '',
      unit: figure[0]?.unit ?? '',
      total,
      confirmed: sum(counted.filter(({ confirmed }) => confirmed)),
      agencies,
      twice: agencies.reduce((all, { value }) => all + value, 0) - total,
    };
  });
}
