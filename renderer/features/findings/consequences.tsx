/** What a change does, counted: as a table beside the form, as signs in a strip, and as words for the toast and for those who listen. */
import type { ConsequencesView, FindingView } from '#shared/contract/values.ts';
import { useT } from '../../i18n/index.ts';
import type { Said } from '../../state/notices.ts';
import { BeforeAfter, Ltr, Sign } from '../../ui/index.ts';
import { FindingCounts } from './finding-card.tsx';

/** What every preview of a change says. */
export interface ChangeEffect {
  readonly consequences: ConsequencesView;
  readonly added: readonly FindingView[];
  readonly gone: readonly FindingView[];
}

const COUNTED = ['doubled', 'dark', 'holiday', 'uncarried', 'outsideHours'] as const;

/** Every count before and after, also those that stay. */
export function ConsequenceTable({ of, title }: { readonly of: ConsequencesView; readonly title: string }) {
  const { t } = useT();
  return (
    <BeforeAfter
      heads={[title, t('effect.before'), t('effect.after')]}
      rows={COUNTED.map((key) => {
        const { before, after } = of[key];
        return { key, name: t(`effect.counted.${key}`), before, after, changed: before !== after };
      })}
    />
  );
}

const changes = ({ consequences }: ChangeEffect) =>
  COUNTED.flatMap((name) => {
    const { before, after } = consequences[name];
    return before === after ? [] : [{ name, before, after }];
  });

/** Findings that come and go, and the counts that change. */
export function EffectSigns({ of }: { readonly of: ChangeEffect }) {
  const { t } = useT();
  return (
    <>
      <FindingCounts added={of.added} gone={of.gone} />
      {changes(of).map(({ name, before, after }) => (
        <Sign key={name} tone={after > before ? 'warn' : 'ready'}>
          {t(`effect.short.${name}`)} <Ltr>{`${before} → ${after}`}</Ltr>
        </Sign>
      ))}
    </>
  );
}

/** The same in one line of words. */
export const effectWords =
  (of: ChangeEffect): Said =>
  ({ t }) => {
    const said = [
      ...(of.added.length > 0 ? [t('findings.added', { count: of.added.length })] : []),
      ...(of.gone.length > 0 ? [t('findings.gone', { count: of.gone.length })] : []),
      ...changes(of).map(({ name, before, after }) =>
        t('effect.said', { what: t(`effect.short.${name}`), before, after }),
      ),
    ];
    return said.length === 0 ? t('findings.noChange') : said.join(' · ');
  };
