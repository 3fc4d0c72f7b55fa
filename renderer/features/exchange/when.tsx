/** An instant of the exchange, day and clock in the zone that is shown elsewhere too; a time always carries its zone. */
import { clockText, dateText, type DateShape, useT } from '../../i18n/index.ts';
import { useShownZone } from '../../state/shown-zone.ts';
import { Ltr } from '../../ui/index.ts';

export function When({ at, shape = 'full' }: { readonly at: number; readonly shape?: DateShape }) {
  const { language } = useT();
  const zone = useShownZone();
  return (
    <>
      {dateText(at, zone, language, shape)} <Ltr>{clockText(at, zone)}</Ltr>
    </>
  );
}

/** The same inside a sentence: the day alone, or the day with its clock. */
export function useWhen(): { readonly day: (at: number) => string; readonly moment: (at: number) => string } {
  const { language } = useT();
  const zone = useShownZone();
  const day = (at: number): string => dateText(at, zone, language, 'full');
  return { day, moment: (at) => `${day(at)} ${clockText(at, zone)}` };
}
