/** All chosen tasks moved by the same minutes, looked at before it is made. */
import { useSend } from '../../api/index.ts';
import { deltaText, useT } from '../../i18n/index.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Ltr } from '../../ui/index.ts';
import { effectWords } from '../findings/index.ts';
import { Stays } from './bulk-stays.tsx';
import { Effect, PreviewBar, useSpokenEffect } from './preview-bar.tsx';
import { useEffectOf } from './use-effect-of.ts';
import { shiftWish } from './wish.ts';

export function BulkPreview({
  operation,
  tasks,
  minutes,
  onLeave,
}: {
  readonly operation: string;
  readonly tasks: readonly string[];
  readonly minutes: number;
  readonly onLeave: () => void;
}) {
  const { t } = useT();
  const wish = shiftWish(operation, tasks, minutes);
  const looked = useEffectOf(wish);
  useSpokenEffect(looked.effect, t('bulk.spoken', { n: tasks.length, delta: deltaText(minutes) }));
  const send = useSend('tasks.edit');
  const announce = useAnnounce();
  const problem = useProblem();
  const apply = (): void => {
    if (send.isPending) return;
    const effect = looked.settle();
    send.mutate(wish.input, {
      onSuccess: (done) => {
        onLeave();
        void effect.then((did) => announce(done, did ? effectWords(did) : undefined));
      },
      onError: problem,
    });
  };
  const stays = looked.effect && 'stays' in looked.effect ? looked.effect.stays : [];
  return (
    <PreviewBar label={t('move.title')} busy={send.isPending} onApply={apply} onLeave={onLeave}>
      <strong>{t('bulk.chosen', { n: tasks.length })}</strong>
      <Ltr>{deltaText(minutes)}</Ltr>
      <Stays stays={stays} />
      <Effect of={looked.effect} failed={looked.failed} />
    </PreviewBar>
  );
}
