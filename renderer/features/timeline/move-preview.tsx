/** Old and new start side by side with the findings that come and go; nothing moves before it is applied. */
import { useEffect } from 'react';
import { useAsk, useSend } from '../../api/index.ts';
import { clockText, dateText, deltaText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Button, Code, Kbd, Ltr } from '../../ui/index.ts';
import { FindingCounts } from '../findings/index.ts';
import type { PendingMove } from './pending-move.ts';
import styles from './timeline.module.css';

export function MovePreview({
  operation,
  move,
  zone,
  onLeave,
}: {
  readonly operation: string;
  readonly move: PendingMove;
  readonly zone: string;
  readonly onLeave: () => void;
}) {
  const { t, language } = useT();
  const preview = useAsk('task.previewStart', { operation, task: move.row.id, at: move.at });
  const send = useSend('task.setStart');
  const announce = useAnnounce();
  const problem = useProblem();
  const apply = (): void => {
    if (send.isPending) return;
    send.mutate(
      { operation, task: move.row.id, at: move.at },
      {
        onSuccess: (done) => {
          onLeave();
          announce(done);
        },
        onError: problem,
      },
    );
  };
  useCommand('edit.apply', apply);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === 'Escape' && !e.defaultPrevented) onLeave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onLeave]);
  const before = move.row.start;
  const after = before === null ? null : before + move.minutes * 60_000;
  return (
    <section className={styles.preview} aria-label={t('move.title')}>
      <strong>
        <Code>{move.row.code}</Code> {move.row.title}
      </strong>
      {before !== null && after !== null ? (
        <span>
          {dateText(before, zone, language)} <Ltr>{clockText(before, zone)}</Ltr> → {dateText(after, zone, language)}{' '}
          <Ltr>
            <b>{clockText(after, zone)}</b>
          </Ltr>
        </span>
      ) : null}
      <span>
        <Ltr>{deltaText(move.minutes)}</Ltr> · <Code>{move.at}</Code>
      </span>
      {preview.data && !preview.isPlaceholderData ? (
        <FindingCounts added={preview.data.added} gone={preview.data.gone} />
      ) : preview.isError ? (
        <span>{t('move.noPreview')}</span>
      ) : (
        <span>{t('state.checking')}</span>
      )}
      <span className={styles.grow} />
      <Button tone="quiet" onClick={onLeave}>
        {t('action.leave')} <Kbd>Esc</Kbd>
      </Button>
      <Button tone="primary" onClick={apply} aria-disabled={send.isPending}>
        {t('action.apply')} <Kbd>Ctrl+Enter</Kbd>
      </Button>
    </section>
  );
}
