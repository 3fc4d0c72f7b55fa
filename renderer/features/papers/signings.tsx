/** Who signed a paper and when, and the recording of a signature that has come in. */
import { useState } from 'react';
import type { PaperCard, PaperSigning } from '#shared/contract/papers.ts';
import { useSend } from '../../api/index.ts';
import { plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Code, Field, Sign } from '../../ui/index.ts';
import { DayField } from '../steps/index.ts';
import styles from './papers.module.css';
import { PaperSheet } from './sheet.tsx';

interface Wanted {
  readonly party: string;
  readonly extension: string | null;
}

export function Signings({ operation, paper }: { readonly operation: string; readonly paper: PaperCard }) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const next = paper.mine
    ? paper.signings
        .filter(({ open }) => open)
        .flatMap(({ parties, extension }) =>
          parties.filter(({ on }) => on === null).map(({ party }) => ({ party, extension })),
        )[0]
    : undefined;
  useCommand('paper.sign', () => setWanted(next ?? null), next !== undefined);
  return (
    <>
      {paper.signings.map((signing) => (
        <Parties key={signing.extension ?? ''} signing={signing} mine={paper.mine} onSign={setWanted} />
      ))}
      {wanted ? (
        <SignSheet operation={operation} paper={paper} wanted={wanted} onClose={() => setWanted(null)} />
      ) : null}
    </>
  );
}

function Parties({
  signing: { extension, open, parties },
  mine,
  onSign,
}: {
  readonly signing: PaperSigning;
  readonly mine: boolean;
  readonly onSign: (wanted: Wanted) => void;
}) {
  const { t, language } = useT();
  const day = (on: string): string => plainDateText(on, language, 'dayYear');
  return (
    <section>
      <h3>
        {extension === null ? t('papers.signatures') : t('papers.signaturesExtension', { until: day(extension) })}
      </h3>
      <ul className={styles.lines}>
        {parties.map(({ party, name, on }) => (
          <li key={party}>
            <span>
              <Code>{party}</Code> <bdi>{name}</bdi>
            </span>
            {on === null ? (
              <Sign tone="warn">{t('papers.unsigned')}</Sign>
            ) : (
              <Sign tone="ready">{t('papers.signedOn', { day: day(on) })}</Sign>
            )}
            {on === null && open && mine ? (
              <Button onClick={() => onSign({ party, extension })} aria-label={`${t('papers.sign')} ${party}`}>
                {t('papers.sign')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignSheet({
  operation,
  paper,
  wanted: { party, extension },
  onClose,
}: {
  readonly operation: string;
  readonly paper: PaperCard;
  readonly wanted: Wanted;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const [by, setBy] = useState('');
  const [on, setOn] = useState(paper.today);
  const agreement = useSend('agreement.sign');
  const jit = useSend('jit.sign');
  const announce = useAnnounce();
  const busy = agreement.isPending || jit.isPending;
  const filled = by.trim() !== '' && on.trim() !== '';
  const then = {
    onSuccess: (done: Parameters<typeof announce>[0]) => {
      onClose();
      announce(done);
    },
  };
  const apply = (): void => {
    if (!filled || busy) return;
    const input = { operation, item: paper.row.code, party, on: on.trim(), by: by.trim() };
    if (paper.kind === 'agreement') agreement.mutate(input, then);
    else jit.mutate({ ...input, extension }, then);
  };
  return (
    <PaperSheet
      title={t('papers.signTitle', { party, code: paper.row.code })}
      apply={t('papers.signApply')}
      ready={filled && !busy}
      onApply={apply}
      onClose={onClose}
      error={agreement.error ?? jit.error}
    >
      <p>{t('papers.signText')}</p>
      <div className={styles.form}>
        <Field label={t('papers.signBy')} value={by} onText={setBy} autoComplete="off" />
        <DayField label={t('papers.signDay')} value={on} onText={setOn} latest={paper.today} />
      </div>
    </PaperSheet>
  );
}
