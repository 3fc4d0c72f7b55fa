/** Old and new start and length side by side with the findings that come and go; nothing moves before it is applied. */
import { useEffect } from 'react';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { biText, clockText, dateText, deltaText, durationText, offsetText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useNotices } from '../../state/notices.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Code, LeaveApply, Ltr, Segments } from '../../ui/index.ts';
import { EffectSigns, effectWords } from '../findings/index.ts';
import styles from './calendar.module.css';
import { lengthOf, type Pending } from './pending.ts';

export interface SpanPreviewProps {
  readonly pending: Pending;
  readonly zone: string;
  readonly onLeave: () => void;
  /** The other of two instants was chosen. */
  readonly onInstant: (start: number) => void;
}

export function SpanPreview({ pending, zone, onLeave, onInstant }: SpanPreviewProps) {
  const words = useT();
  const { t, maybe, language } = words;
  const { entry, at, minutes } = pending;
  const input = { operation: entry.operation, task: entry.record ?? '', at, minutes };
  const preview = useAsk('task.previewSpan', input, { keep: false });
  const send = useSend('task.setSpan');
  useEffect(() => {
    if (!preview.data) return;
    const looked = words.t('calendar.looked', { code: entry.code, at });
    useNotices.getState().say(`${looked} · ${effectWords(preview.data)(words)}`);
  }, [preview.data, words, entry.code, at]);
  const announce = useAnnounce();
  const problem = useProblem();
  const apply = (): void => {
    if (send.isPending || preview.isError) return;
    send.mutate(input, {
      onSuccess: (done) => {
        onLeave();
        announce(done, preview.data && effectWords(preview.data));
      },
      onError: problem,
    });
  };
  useCommand('edit.apply', apply);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === 'Escape' && !e.defaultPrevented) onLeave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onLeave]);
  const before = entry.start ?? 0;
  const moved = Math.round((pending.start - before) / 60_000);
  const failure = preview.isError ? failureOf(preview.error) : null;
  return (
    <section className={styles.preview} aria-label={t('move.title')}>
      <strong>
        <Code>{entry.code}</Code> <bdi>{biText(entry.title, language)}</bdi>
      </strong>
      <span>
        {dateText(before, zone, language)} <Ltr>{clockText(before, zone)}</Ltr> →{' '}
        {dateText(pending.start, zone, language)}{' '}
        <Ltr>
          <b>{clockText(pending.start, zone)}</b>
        </Ltr>
      </span>
      <span>
        {moved === 0 ? null : <Ltr>{deltaText(moved)}</Ltr>}
        {minutes === null ? null : (
          <>
            {' '}
            {t('calendar.length')} <Ltr>{`${durationText(lengthOf(entry))} → ${durationText(minutes)}`}</Ltr>
          </>
        )}{' '}
        <Code>{at}</Code>
      </span>
      {pending.twice ? (
        <Segments
          label={t('calendar.twice.which')}
          value={String(pending.twice.indexOf(pending.start))}
          options={pending.twice.map((instant, i) => ({
            value: String(i),
            label: `${t(i === 0 ? 'calendar.twice.first' : 'calendar.twice.second')} ${offsetText(instant, zone)}`,
          }))}
          onPick={(i) => onInstant(pending.twice?.[i === '0' ? 0 : 1] ?? pending.start)}
        />
      ) : null}
      {preview.data ? (
        <EffectSigns of={preview.data} />
      ) : failure ? (
        <span>{maybe(`error.code.${failure.code}`, t('move.noPreview'))}</span>
      ) : (
        <span>{t('state.checking')}</span>
      )}
      <span className={styles.grow} />
      <LeaveApply onLeave={onLeave} onApply={apply} disabled={send.isPending || preview.isError} />
    </section>
  );
}
