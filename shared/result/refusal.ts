/**
 * Why an input was turned away, in words for the person who brought it.
 * `place` names where (line 12 column 3; tasks T12: min; header.sections[0].len), `reason` says what must hold.
 * Neither ever carries a key or a traveller's row.
 */
export interface Refusal {
  readonly code: string;
  readonly place: string;
  readonly reason: string;
}

export const refusal = (code: string, place: string, reason: string): Refusal => ({ code, place, reason });

/** One sentence: "tasks T12: min must be a whole number from 1 to 525600". */
export const refusalText = (r: Refusal): string => (r.place ? `${r.place}: ${r.reason}` : r.reason);
