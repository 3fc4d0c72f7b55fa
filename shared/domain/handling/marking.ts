/**
 * Markings: TLP, INTERPOL level and handling codes stand side by side and are never turned into one another.
 * Where several meet, the strictest of each wins.
 */
import type { Marking, PlanRecord } from '../../model/plan.ts';
import { HANDLING, type Level, LEVELS, TLP, type Tlp } from '../../model/vocabulary.ts';

/** Negative when `a` is less restrictive than `b`. */
export const compareTlp = (a: Tlp, b: Tlp): number => TLP.indexOf(a) - TLP.indexOf(b);
/** Negative when `a` is lower than `b`. */
export const compareLevel = (a: Level, b: Level): number => LEVELS.indexOf(a) - LEVELS.indexOf(b);

/** The strictest TLP, the highest level and every handling code of both. */
export function strictest(a: Marking, b: Marking): Marking {
  const handling = new Set([...a.handling, ...b.handling]);
  return {
    tlp: compareTlp(a.tlp, b.tlp) >= 0 ? a.tlp : b.tlp,
    level: compareLevel(a.level, b.level) >= 0 ? a.level : b.level,
    handling: HANDLING.filter((code) => handling.has(code)),
  };
}

/** Strictest TLP and level there is: what an item counts as while its own marking is missing. */
const UNMARKED = { tlp: 'RED', level: 'INTERPOL CONFIDENTIAL' } as const;

/** Marking of one record; a missing TLP or level counts as the strictest until somebody sets it (R-HAN-01). */
export const markingOf = (record: PlanRecord): Marking => ({
  tlp: record.tlp ?? UNMARKED.tlp,
  level: record.level ?? UNMARKED.level,
  handling: record.handling,
});

/** Marking of a page, pack or screen that shows these records, never below `atLeast` (usually that of the operation). */
export const highestMarking = (atLeast: Marking, records: readonly PlanRecord[]): Marking =>
  records.reduce((marking, record) => strictest(marking, markingOf(record)), strictest(atLeast, atLeast));

export type MarkKey = 'owner' | 'tlp' | 'level' | 'purpose' | 'retain_until';
/** What a record lacks of owner, TLP, level, purpose and retention end (R-HAN-01). */
export function missingMarks(record: PlanRecord): readonly MarkKey[] {
  const missing: MarkKey[] = [];
  if (record.owner === null) missing.push('owner');
  if (record.tlp === null) missing.push('tlp');
  if (record.level === null) missing.push('level');
  if (record.purpose.length === 0) missing.push('purpose');
  if (record.retainUntil === null) missing.push('retain_until');
  return missing;
}
