/** What loses its basis when an agreement or a team lapses on a day: a look at it, nothing is changed. */
import { useState } from 'react';
import type { PaperCard } from '#shared/contract/papers.ts';
import type { FindingView } from '#shared/contract/values.ts';
import { addDays, isDate } from '#shared/time/calendar.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { KeyHint, useKeyOf } from '../../app/key-hint.tsx';
import { clockText, dateText, plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { Button, Code, Failure, Loading, Ltr, Sheet, Sign } from '../../ui/index.ts';
import { FindingDiff } from '../findings/index.ts';
import { DayField, useStateWords } from '../steps/index.ts';
import styles from './papers.module.css';

interface FallsProps {
  readonly operation: string;
  readonly paper: PaperCard;
  readonly zone: string;
}

export function FallsButton(props: FallsProps) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  const fallsKey = useKeyOf('paper.falls');
  useCommand('paper.falls', () => setOpen(true));
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-keyshortcuts={fallsKey}>
        {t('falls.button')} <KeyHint id="paper.falls" />
      </Button>
      {open ? <FallsSheet {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function FallsSheet({ operation, paper, zone, onClose }: FallsProps & { readonly onClose: () => void }) {
  const { t } = useT();
  const { row, today } = paper;
  // The first day without it: the day after its end, or today where it has none.
  const [on, setOn] = useState(row.until === null || row.until < today ? today : addDays(row.until, 1));
  const day = isDate(on.trim()) ? on.trim() : null;
  return (
    <Sheet open wide onClose={onClose} title={t('falls.title', { code: row.code })} closeLabel={t('action.close')}>
      <p>{t('falls.text')}</p>
      <div className={styles.form}>
        <DayField label={t('falls.day')} value={on} onText={setOn} />
      </div>
      {day === null ? null : paper.kind === 'jit' ? (
        <JitFalls operation={operation} jit={row.id} on={day} zone={zone} />
      ) : (
        <AgreementFalls operation={operation} agreement={row.id} on={day} />
      )}
    </Sheet>
  );
}

function Head({ fallen, uncovered }: { readonly fallen: number; readonly uncovered: number }) {
  const { t } = useT();
  if (fallen === 0) return <Sign tone="ready">{t('falls.nothing')}</Sign>;
  return (
    <p className={styles.line} role="status">
      <span>{t('falls.fallen', { count: fallen })}</span>
      <Sign tone={uncovered > 0 ? 'block' : 'ready'}>{t('falls.uncovered', { count: uncovered })}</Sign>
    </p>
  );
}

function Carried({ others }: { readonly others: readonly string[] }) {
  const { t } = useT();
  return others.length === 0 ? (
    <Sign tone="block">{t('falls.byNothing')}</Sign>
  ) : (
    <Sign tone="ready">
      <Code>{others.join(' ')}</Code>
    </Sign>
  );
}

function Diff({
  added,
  gone,
  changed,
}: {
  added: FindingView[];
  gone: FindingView[];
  changed: { after: FindingView }[];
}) {
  const { t } = useT();
  return (
    <section>
      <h3>{t('falls.findings')}</h3>
      {changed.length > 0 ? <p>{t('falls.changed', { count: changed.length })}</p> : null}
      <FindingDiff added={[...added, ...changed.map(({ after }) => after)]} gone={gone} />
    </section>
  );
}

function AgreementFalls(input: { readonly operation: string; readonly agreement: string; readonly on: string }) {
  const { t, language } = useT();
  const words = useStateWords();
  const ask = useAsk('explain.agreement', input);
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={4} />;
  const { rows, releases, assets, uncovered } = ask.data;
  return (
    <>
      <Head fallen={rows.length + releases.length + assets.length} uncovered={uncovered} />
      <ul className={styles.lines} aria-label={t('falls.list')}>
        {rows.map((r, n) => (
          <li key={n}>
            <span>
              <Code>{r.movement}</Code> · {plainDateText(r.day, language, 'dayYear')} ·{' '}
              <GroupWords n={r.n} cat={r.cat} nat={r.nat} to={r.to} via={r.via} />
              {r.named ? ` · ${t('falls.named')}` : ''}
            </span>
            <Carried others={r.others} />
          </li>
        ))}
        {releases.map((r) => (
          <li key={r.release}>
            <span>
              <Code>{r.release}</Code> · {t('falls.release')} <Code>{r.to}</Code>
            </span>
            <Carried others={r.others} />
          </li>
        ))}
        {assets.map((a) => (
          <li key={a.asset}>
            <span>
              <Code>{a.asset}</Code> · {words('asset', a.state)}
            </span>
            {a.order === null ? (
              <Sign tone="block">{t('falls.byNothing')}</Sign>
            ) : (
              <Sign tone="ready">
                <bdi>{a.order}</bdi>
              </Sign>
            )}
          </li>
        ))}
      </ul>
      <Diff {...ask.data} />
    </>
  );
}

function JitFalls({
  zone,
  ...input
}: {
  readonly operation: string;
  readonly jit: string;
  readonly on: string;
  readonly zone: string;
}) {
  const { t, language } = useT();
  const ask = useAsk('explain.jit', input);
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={4} />;
  const { tasks, uncovered } = ask.data;
  return (
    <>
      <Head fallen={tasks.length} uncovered={uncovered} />
      <ul className={styles.lines} aria-label={t('falls.list')}>
        {tasks.map(({ task, start, others }) => (
          <li key={task}>
            <span>
              <Code>{task}</Code> · {dateText(start, zone, language, 'full')} <Ltr>{clockText(start, zone)}</Ltr>
            </span>
            <Carried others={others} />
          </li>
        ))}
      </ul>
      <Diff {...ask.data} />
    </>
  );
}

/** "12 victims, KH, to KH, through TH" in the words of the window. */
export function GroupWords({
  n,
  cat,
  nat,
  to,
  via,
}: {
  readonly n: number;
  readonly cat: string;
  readonly nat: string;
  readonly to: string;
  readonly via?: string | null;
}) {
  const { t } = useT();
  return (
    <span>
      <Ltr>{n}</Ltr> {t(`papers.word.category.${cat}`)} · <Code>{nat}</Code> → <Code>{to}</Code>
      {via == null ? null : (
        <>
          {' '}
          · {t('falls.via')} <Code>{via}</Code>
        </>
      )}
    </span>
  );
}
