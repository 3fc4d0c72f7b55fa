/** What the person who takes a step is asked for, and what has to stand in the plan before anybody asks. */
import type { Missing } from './check.ts';
import type { Need, Step } from './types.ts';

/** Beside name and role. */
export const ASK_FIELDS = [
  'date',
  'reference',
  'reason',
  'second',
  'authority',
  'review',
  'ratification',
  'successor',
  'order',
  'handover',
  'acknowledged',
] as const;
export type AskField = (typeof ASK_FIELDS)[number];

/** Before anybody said anything. */
export const NOTHING_SAID = {
  second: null,
  date: null,
  reference: null,
  reason: null,
  authority: null,
  review: null,
  ratification: null,
  successor: null,
  order: null,
  handover: null,
  acknowledged: null,
} as const satisfies Readonly<Record<AskField, null>>;

/** Demands that words in a dialog can meet; the others are met by the plan or not at all. */
const ASKS: Readonly<Partial<Record<Need, readonly AskField[]>>> = {
  date: ['date'],
  date_in_order: ['date'],
  reference: ['reference'],
  reference_or_reason: ['reference', 'reason'],
  reason: ['reason'],
  second_person: ['second'],
  authority: ['authority'],
  review_date: ['review'],
  no_ratification: ['ratification'],
  successor: ['successor'],
  final_order: ['order'],
  order_or_agreement: ['order'],
  handover: ['handover'],
  acknowledgements: ['acknowledged'],
};

/** What to ask for a step, in a fixed order. The day is always asked: it dates the state that is reached. */
export function askedFor(step: Step, met: (need: Need) => boolean): readonly AskField[] {
  const wanted = new Set<AskField>(['date']);
  for (const need of step.needs) {
    const fields = ASKS[need] ?? [];
    // An order the plan holds already is not asked for again; what a person says always is.
    if (fields.includes('order') && met(need)) continue;
    for (const field of fields) wanted.add(field);
  }
  // Unequal counts are explained or they stop the closing (R-MOV-18).
  if (step.needs.includes('counts') && !met('counts')) wanted.add('reason');
  return ASK_FIELDS.filter((field) => wanted.has(field));
}

/** Whether a lack is one that the dialog of the step asks for. */
export const isAsked = (lack: Missing): boolean =>
  lack.what === 'role' || lack.what === 'person' || (lack.what === 'need' && ASKS[lack.need] !== undefined);

/** Key of a step's verb in the catalogues: `give-the-go`. */
export const verbKeyOf = (step: Step): string => step.verb.en.toLowerCase().replaceAll(/[^a-z]+/g, '-');
