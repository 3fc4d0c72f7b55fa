/** All chosen tasks moved by the same minutes, looked at before it is made. */
import { useAsk, useSend } from '../../api/index.ts';
import { deltaText, useT } from '../../i18n/index.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Ltr } from '../../ui/index.ts';
import { Stays } from './bulk-stays.tsx';
import { Effect, PreviewBar } from './preview-bar.tsx';

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
  const input = { operation, tasks: [...tasks], edit: { shift: minutes, owner: null, phase: null } };
  const preview = useAsk('tasks.preview', input);
  const send = useSend('tasks.edit');
  const announce = useAnnounce();
  const problem = useProblem();
  const apply = (): void => {
    if (send.isPending) return;
    send.mutate(input, {
      onSuccess: (done) => {
        onLeave();
        announce(done);
      },
      onError: problem,
    });
  };
  const known = preview.data && !preview.isPlaceholderData ? preview.data : null;
  return (
    <PreviewBar label={t('move.title')} busy={send.isPending} onApply={apply} onLeave={onLeave}>
      <strong>{t('bulk.chosen', { n: tasks.length })}</strong>
      <Ltr>{deltaText(minutes)}</Ltr>
      {known ? <Stays stays={known.stays} /> : null}
      <Effect diff={known} failed={preview.isError} />
    </PreviewBar>
  );
}
