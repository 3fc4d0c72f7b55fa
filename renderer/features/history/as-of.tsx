/** The plan as of any moment: a slider over what happened, the picture of then, read-only and marked as past, and bringing part of it back. */
import { ChevronLeft, ChevronRight, Clock } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { OperationCard, TimelineRow } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { cityOf, clockText, dateText, offsetText, timeText, useT } from '../../i18n/index.ts';
import { useOperationView } from '../../state/place.ts';
import { useWhatIf } from '../../state/what-if.ts';
import { Failure, IconButton, Loading, Ltr, Segments } from '../../ui/index.ts';
import { Choices } from '../choices/index.ts';
import { useByName, useStepName } from '../record-history/index.ts';
import { filterRows, Picture, useReady, useRows } from '../timeline/index.ts';
import styles from './history.module.css';

const NO_FILTER = { text: '', place: '', onlyFindings: false } as const;
const nothing = (_row: TimelineRow): void => undefined;
const NO_GHOSTS = new Map<string, never>();

export function AsOf({
  card,
  operation,
  zone,
}: {
  readonly card: OperationCard;
  readonly operation: string;
  readonly zone: string;
}) {
  const { t } = useT();
  const [shown, setShown] = useState<'picture' | 'differs'>('picture');
  const span = useAsk('history.span', { operation });
  const picked = useWhatIf((s) => s.moments[operation]);
  const moments = span.data?.moments ?? [];
  const at = picked ?? moments.at(-1) ?? 0;
  const asked = useDeferredValue(at);
  const past = useAsk('history.at', { operation, at: asked }, { when: moments.length > 0 });
  if (span.isError) return <Failure error={failureOf(span.error)} />;
  if (span.isPending) return <Loading lines={8} />;
  if (!span.data) return <p>{t('history.empty')}</p>;
  return (
    <>
      <Slider
        moments={moments}
        steps={span.data.steps}
        at={at}
        zone={zone}
        card={card}
        onAt={(next) => useWhatIf.getState().lookAt(operation, next)}
      />
      {past.isError ? <Failure error={failureOf(past.error)} /> : null}
      {past.data === null ? <p>{t('past.notYet')}</p> : null}
      {past.data ? (
        <>
          <p className={styles.band} role="status" aria-busy={past.isPlaceholderData || undefined}>
            <Clock size={15} aria-hidden />
            <strong>{t('past.band')}</strong> <LastStep past={past.data} />
            {past.isPlaceholderData || asked !== at ? (
              <span className={styles.waits} aria-hidden>
                {t('state.loading')}
              </span>
            ) : null}
            <span className={styles.grow} />
            <Segments
              label={t('past.show')}
              value={shown}
              options={[
                { value: 'picture', label: t('past.picture') },
                { value: 'differs', label: t('past.differs', { count: past.data.differs }) },
              ]}
              onPick={setShown}
            />
          </p>
          {shown === 'picture' ? (
            <PastPicture key={past.data.past} past={past.data.past} place={`past/${operation}`} zone={zone} />
          ) : (
            <Choices key={past.data.past} source={{ is: 'past', operation, at: past.data.at }} zone={zone} />
          )}
        </>
      ) : null}
    </>
  );
}

function LastStep({ past }: { readonly past: NonNullable<Output<'history.at'>> }) {
  const { t } = useT();
  const words = useStepName();
  const byName = useByName();
  const who = past.people.map(({ by, agency }) => `${byName(by)} · ${agency}`).join(', ');
  return <span>{t('past.last', { step: words(past.label.key, past.how), who })}</span>;
}

/** Three clocks of one instant: the shown zone, the reference zone and UTC, with that of a site where two are the same. */
function zonesOf(at: number, zone: string, card: OperationCard, sites: readonly string[]): readonly string[] {
  const all = [...new Set([zone, card.refTz, 'UTC', ...sites])];
  // Clocks that show something else first.
  const offsets = all.map((z) => offsetText(at, z));
  const unlike = all.filter((_, i) => offsets.indexOf(offsets[i] ?? '') === i);
  return [...new Set([...unlike, ...all])].slice(0, 3);
}

/** Steps from one change to the next, by pointer and by keys: arrows, Page Up and Down, Home and End. */
function Slider({
  moments,
  steps,
  at,
  zone,
  card,
  onAt,
}: {
  readonly moments: readonly number[];
  readonly steps: number;
  readonly at: number;
  readonly zone: string;
  readonly card: OperationCard;
  readonly onAt: (at: number) => void;
}) {
  const { t, language } = useT();
  const id = useId();
  const frame = useAsk('timeline.frame', { operation: card.id });
  const last = moments.length - 1;
  const here = Math.max(
    0,
    moments.findLastIndex((moment) => moment <= at),
  );
  const go = (index: number): void => {
    const next = moments[Math.min(last, Math.max(0, index))];
    if (next !== undefined) onAt(next);
  };
  const words = `${dateText(at, zone, language, 'full')} ${timeText(at, zone)} ${cityOf(zone)}`;
  const sites = (frame.data?.sites ?? []).map(({ tz }) => tz);
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{t('past.slider')}</label>
      <IconButton label={t('past.earlier')} onClick={() => go(here - 1)} aria-disabled={here === 0}>
        <ChevronLeft size={16} aria-hidden className={styles.turned} />
      </IconButton>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(last, 1)}
        step={1}
        value={here}
        disabled={last < 1}
        aria-valuetext={t('past.valueText', { words, n: here + 1, total: moments.length })}
        onChange={(e) => go(Number(e.target.value))}
      />
      <IconButton label={t('past.later')} onClick={() => go(here + 1)} aria-disabled={here >= last}>
        <ChevronRight size={16} aria-hidden className={styles.turned} />
      </IconButton>
      <span className={styles.clocks}>
        {zonesOf(at, zone, card, sites).map((z) => (
          <span key={z}>
            <b>
              <Ltr>{clockText(at, z)}</Ltr>
            </b>{' '}
            {dateText(at, z, language, 'full')}
          </span>
        ))}
      </span>
      {steps > moments.length ? (
        <span className={styles.who}>{t('past.thinned', { shown: moments.length, total: steps })}</span>
      ) : null}
    </div>
  );
}

/** The timeline of then: the same picture, and nothing in it can be moved. */
function PastPicture({ past, place, zone }: { readonly past: string; readonly place: string; readonly zone: string }) {
  const view = useOperationView(place);
  const frame = useAsk('timeline.frame', { operation: past });
  const [range, setRange] = useState<readonly [number, number]>([0, 40]);
  const rows = useRows(past, frame.data?.rows ?? 0, range[0], range[1]);
  const ready = useReady(rows, frame.data?.rows);
  if (frame.isError) return <Failure error={failureOf(frame.error)} />;
  if (!frame.data || !ready) return <Loading lines={10} />;
  return (
    <div className={styles.past} data-past={past}>
      <Picture
        frame={frame.data}
        rows={rows}
        filtered={filterRows(rows.all, NO_FILTER)}
        view={view}
        place={place}
        readOnly
        zone={zone}
        now={frame.data.now}
        ghosts={NO_GHOSTS}
        mine={false}
        onNudge={nothing}
        onDrop={nothing}
        onLink={nothing}
        onRange={(first, last) => {
          if (first !== range[0] || last !== range[1]) setRange([first, last]);
        }}
      />
    </div>
  );
}
