import type { StepEvidence } from '#shared/contract/steps.ts';

const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What was typed into the fields of a step, as evidence; empty fields were not given. */
export const said = (
  typed: Readonly<Record<'by' | 'second' | 'date' | 'reference' | 'reason', string>>,
  role: StepEvidence['role'],
): StepEvidence => ({
  by: typed.by.trim(),
  role,
  second: given(typed.second),
  date: given(typed.date),
  reference: given(typed.reference),
  reason: given(typed.reason),
  authority: null,
  review: null,
  ratification: null,
  successor: null,
  order: null,
  handover: null,
  acknowledged: null,
});
