import { parseInstant } from '#shared/time/instant.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { valueText } from './value-text.ts';

/** A stored value as people read it: an instant on the clock of a zone, anything else as it was typed. */
export function useValueWords(zone: string): (value: string) => string {
  const { t, language } = useT();
  return (value) => {
    const at = /^\d{4}-\d\d-\d\dT/.test(value) ? parseInstant(value) : null;
    return at === null
      ? valueText(value, t('history.reference'))
      : `${dateText(at, zone, language, 'full')} ${clockText(at, zone)}`;
  };
}
