/** How each partner stands: one row of squares for the files that went there, one for those that came, gaps left open. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StandingView } from '#shared/contract/exchange-desk.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { Button, Code, Failure, Loading, Ltr, Sign } from '../../ui/index.ts';
import { AckSheet } from './acknowledge.tsx';
import { Decide } from './alarms.tsx';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { ReturnSheet } from './return-sheet.tsx';
import { TakeText } from './take-text.tsx';

/** Squares drawn at most; what lies before is told in words only. */
const SHOWN = 24;

export function Standings() {
  const { t } = useT();
  const client = useQueryClient();
  const list = useAsk('exchange.standings', {});
  const [ack, setAck] = useState<StandingView | null>(null);
  const [back, setBack] = useState<StandingView | null>(null);
  const [deciding, setDeciding] = useState<StandingView | null>(null);
  const [pasting, setPasting] = useState(false);
  if (list.isError) return <Failure error={failureOf(list.error)} />;
  if (!list.data) return <Loading lines={3} />;
  const known = list.data;
  if (known.length === 0) return null;
  const closed =
    (set: (v: null) => void): (() => void) =>
    () => {
      set(null);
      void client.invalidateQueries();
    };
  return (
    <section className={page.card}>
      <header>
        <h2>{t('standing.title')}</h2>
        <Button tone="quiet" onClick={() => setPasting(true)}>
          {t('standing.paste')}
        </Button>
      </header>
      {known.map((s) => (
        <Lane key={s.agency.agencyId} standing={s} onAck={setAck} onReturn={setBack} onDecide={setDeciding} />
      ))}
      {ack ? <AckSheet standing={ack} onClose={closed(setAck)} /> : null}
      {back ? <ReturnSheet standing={back} onClose={closed(setBack)} /> : null}
      {deciding ? <Decide alarm={deciding} onClose={() => setDeciding(null)} /> : null}
      {pasting ? <TakeText onClose={() => setPasting(false)} /> : null}
    </section>
  );
}

type Mark = 'arrived' | 'waiting' | 'missing';
const Squares = ({ marks }: { readonly marks: readonly (readonly [seq: number, mark: Mark])[] }) => (
  <span className={styles.squares} aria-hidden>
    {marks.slice(-SHOWN).map(([seq, mark]) => (
      <span key={seq} data-mark={mark}>
        {seq}
      </span>
    ))}
  </span>
);

function Lane({
  standing: s,
  onAck,
  onReturn,
  onDecide,
}: {
  readonly standing: StandingView;
  readonly onAck: (s: StandingView) => void;
  readonly onReturn: (s: StandingView) => void;
  readonly onDecide: (s: StandingView) => void;
}) {
  const { t } = useT();
  const waiting = new Set(s.unacknowledged);
  const last = Math.max(s.sent, ...s.unacknowledged, 0);
  const out = Array.from({ length: Math.min(last, SHOWN) }, (_, i) => last - Math.min(last, SHOWN) + 1 + i).map(
    (seq) => [seq, waiting.has(seq) ? 'waiting' : 'arrived'] as const,
  );
  const live = s.streams.filter((x) => !x.replaced);
  const missing = live.flatMap((x) => x.missing);
  const came = live.reduce((sum, x) => sum + x.unbroken + x.later.length, 0);
  return (
    <div className={styles.standing}>
      <span className={styles.who}>
        <span>
          <Code>{s.agency.code}</Code> <strong>{s.agency.name}</strong>
        </span>
        {s.suspended ? <Sign tone="block">{t('standing.suspended')}</Sign> : null}
        {missing.length > 0 ? (
          <Sign tone="warn">{t('standing.missing', { list: missing.slice(0, 12).join(', ') })}</Sign>
        ) : null}
      </span>
      <span className={styles.ways}>
        <span className={styles.way}>
          <span className={styles.wayName}>{t('box.out')}</span>
          <Squares marks={out} />
          <span>
            {waiting.size === 0
              ? t('standing.allArrived', { count: s.sent })
              : t('standing.waiting', { count: waiting.size })}
          </span>
        </span>
        <span className={styles.way}>
          <span className={styles.wayName}>{t('box.in')}</span>
          {live.map((x) => {
            const top = Math.max(x.unbroken, ...x.later, 0);
            const first = Math.max(1, top - SHOWN + 1);
            const gone = new Set(x.missing);
            return (
              <Squares
                key={x.stream}
                marks={Array.from({ length: Math.max(0, top - first + 1) }, (_, i) => first + i).map(
                  (seq) => [seq, gone.has(seq) ? 'missing' : 'arrived'] as const,
                )}
              />
            );
          })}
          <span>{t('standing.came', { count: came })}</span>
        </span>
        {s.held + s.aside > 0 ? (
          <span className={page.muted}>{t('standing.kept', { count: s.held + s.aside })}</span>
        ) : null}
        {s.receiptsWaiting > 0 ? <span>{t('standing.receipts', { count: s.receiptsWaiting })}</span> : null}
        {s.toReturn > 0 ? (
          <span>
            <Ltr>{s.toReturn}</Ltr> {t('standing.toReturn')}
          </span>
        ) : null}
      </span>
      <span className={styles.acts}>
        {s.suspended ? <Button onClick={() => onDecide(s)}>{t('alarm.decide')}</Button> : null}
        <Button onClick={() => onAck(s)}>{t('standing.ack')}</Button>
        <Button tone="quiet" onClick={() => useExchangePlace.getState().sendTo(s.agency.agencyId, true)}>
          {t('standing.fullAgain')}
        </Button>
        {s.toReturn > 0 ? <Button onClick={() => onReturn(s)}>{t('standing.return')}</Button> : null}
      </span>
    </div>
  );
}
