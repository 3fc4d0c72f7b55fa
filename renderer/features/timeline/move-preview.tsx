/** Old and new start and length side by side with the findings that come and go; nothing moves before it is applied. */
import { useSend } from '../../api/index.ts';
import { clockText, dateText, deltaText, durationText, useT } from '../../i18n/index.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Code, Ltr } from '../../ui/index.ts';
import { effectWords } from '../findings/index.ts';
import { lengthOf, type PendingMove } from './pending-move.ts';
import { Effect, PreviewBar, useSpokenEffect } from './preview-bar.tsx';
import { useEffectOf } from './use-effect-of.ts';
import { spanWish } from './wish.ts';

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
  const { row, at } = move;
  const length = lengthOf(row);
  const resized = move.longer !== 0;
  const looked = useEffectOf(spanWish(operation, move));
  useSpokenEffect(
    looked.effect,
    row.start === null
      ? t('timeline.placed', { code: row.code })
      : t(resized ? 'move.spokenLength' : 'move.spoken', {
          code: row.code,
          delta: deltaText(resized ? move.longer : move.minutes),
        }),
  );
  const setStart = useSend('task.setStart');
  const setSpan = useSend('task.setSpan');
  const busy = setStart.isPending || setSpan.isPending;
  const announce = useAnnounce();
  const problem = useProblem();
  const apply = (): void => {
    if (busy) return;
    const effect = looked.settle();
    const then = {
      onSuccess: (done: Parameters<typeof announce>[0]) => {
        onLeave();
        void effect.then((did) => announce(done, did ? effectWords(did) : undefined));
      },
      onError: problem,
    };
    const start = { operation, task: row.id, at };
    if (resized) setSpan.mutate({ ...start, minutes: length + move.longer }, then);
    else setStart.mutate(start, then);
  };
  const placed = looked.effect && 'after' in looked.effect ? looked.effect.after : null;
  const before = row.start;
  const after = before === null ? placed : before + move.minutes * 60_000;
  return (
    <PreviewBar label={t('move.title')} busy={busy} onApply={apply} onLeave={onLeave}>
      <strong>
        <Code>{row.code}</Code> <bdi>{row.title}</bdi>
      </strong>
      {before === null && after !== null ? (
        <span>
          {t('timeline.noTime')} → {dateText(after, zone, language)}{' '}
          <Ltr>
            <b>{clockText(after, zone)}</b>
          </Ltr>
        </span>
      ) : null}
      {before !== null && after !== null && move.minutes !== 0 ? (
        <span>
          {dateText(before, zone, language)} <Ltr>{clockText(before, zone)}</Ltr> → {dateText(after, zone, language)}{' '}
          <Ltr>
            <b>{clockText(after, zone)}</b>
          </Ltr>
        </span>
      ) : null}
      <span>
        {move.minutes === 0 ? null : <Ltr>{deltaText(move.minutes)}</Ltr>}
        {resized ? (
          <>
            {' '}
            {t('calendar.length')} <Ltr>{`${durationText(length)} → ${durationText(length + move.longer)}`}</Ltr>
          </>
        ) : null}{' '}
        <Code>{at}</Code>
      </span>
      <Effect of={looked.effect} failed={looked.failed} />
    </PreviewBar>
  );
}
