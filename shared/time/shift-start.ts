/** A start moved by elapsed minutes and written in its own form. */
import { MS_PER_MINUTE } from './calendar.ts';
import { toDForm, toFixedForm } from './convert.ts';
import { formatStart, parseStart, resolveStart, type StartContext } from './start-form.ts';

/**
 * The same start form, `minutes` later: H stays H, D stays D, a fixed wall clock stays in its zone.
 * null when that start cannot be written exactly in its form.
 */
export function shiftStart(at: string, minutes: number, context: StartContext): string | null {
  const parsed = parseStart(at);
  if (!parsed.ok) return null;
  const form = parsed.value;
  if (form.form === 'H') return formatStart({ ...form, minutes: form.minutes + minutes });
  const now = resolveStart(form, context);
  if (now === null) return null;
  const then = now.at + minutes * MS_PER_MINUTE;
  const moved = form.form === 'D' ? toDForm(then, context) : toFixedForm(then, form.zone);
  return moved.ok ? formatStart(moved.value) : null;
}
