import type { ReactNode } from 'react';
import { isDate } from '#shared/time/calendar.ts';
import { plainDateText, useT } from '../../i18n/index.ts';
import { Field } from '../../ui/index.ts';

/**
 * A day typed as `YYYY-MM-DD` and said again in words. The date field of the browser is not used: it writes 03/08/2027 in the manner of
 * the machine, and nobody could tell whether March or August is meant.
 */
export function DayField({
  label,
  value,
  onText,
  latest,
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** Last day that may be named. */
  readonly latest?: string;
}) {
  const { t, language } = useT();
  const typed = value.trim();
  const good = isDate(typed);
  const late = good && latest !== undefined && typed > latest;
  return (
    <Field
      label={label}
      value={value}
      onText={onText}
      mono
      dir="ltr"
      inputMode="numeric"
      placeholder="YYYY-MM-DD"
      autoComplete="off"
      hint={good && !late ? plainDateText(typed, language, 'full') : undefined}
      fault={late ? t('steps.dayLate') : typed !== '' && typed.length >= 10 && !good ? t('steps.dayFault') : undefined}
    />
  );
}
