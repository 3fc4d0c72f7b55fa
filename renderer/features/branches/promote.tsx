/** Taking a whole branch over as one step: what it does is seen first, and nothing is overruled. */
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { leaveBranch, useWhatIf } from '../../state/what-if.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Failure, LeaveApply, Sheet } from '../../ui/index.ts';
import { FindingDiff } from '../findings/index.ts';

const FIRST = { first: 0, count: 1 };
/** As the list of branches asks, so that its answer is at hand. */
const MOST = 200;

export function PromoteDialog({
  operation,
  branch,
  inside,
  onClose,
}: {
  readonly operation: OperationCard['id'];
  readonly branch: string;
  /** The branch is what is looked at. */
  readonly inside: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const known = useAsk('branch.list', { operation, discarded: false, first: 0, count: MOST });
  const name = known.data?.branches.find(({ id }) => id === branch)?.name ?? '';
  const changes = useAsk('branch.changes', { branch, ...FIRST }, { keep: false });
  const choice = { branch, picks: 'all', seen: changes.data?.seen ?? '' } as const;
  const preview = useAsk('branch.preview', choice, { when: (changes.data?.total ?? 0) > 0, keep: false });
  const send = useSend('branch.merge');
  const announce = useAnnounce();
  const ready = preview.data !== undefined && !send.isPending;
  const apply = (): void => {
    if (!ready) return;
    send.mutate(choice, {
      onSuccess: (done) => {
        onClose();
        announce(done);
        // Inside the branch there is nothing left that differs.
        if (inside) leaveBranch(operation);
      },
    });
  };
  // Opened with what there is to read, so that the focus begins there.
  if (changes.isPending || preview.isLoading) return null;
  const failure = changes.error ?? preview.error ?? send.error;
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      onApply={apply}
      title={
        <>
          {t('branches.promoteDo')} · <bdi>{name}</bdi>
        </>
      }
      closeLabel={t('action.close')}
      foot={
        <>
          <span>{t('choices.undoNote')}</span>
          <LeaveApply onLeave={onClose} onApply={apply} disabled={!ready}>
            {t('branches.promoteDo')}
          </LeaveApply>
        </>
      }
    >
      <p>{t('branches.promoteText')}</p>
      {changes.data?.total === 0 ? <p role="status">{t('choices.branch.nothing')}</p> : null}
      {failure ? (
        <Failure error={failureOf(failure)}>
          <Button
            onClick={() => {
              useWhatIf.getState().set({ tab: 'choose' });
              usePlace.getState().go('branches');
              onClose();
            }}
          >
            {t('branches.promoteChoose')}
          </Button>
        </Failure>
      ) : null}
      {preview.data ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is read first takes the focus, and the arrow keys scroll it
        <section tabIndex={0} aria-label={t('choices.effect')}>
          <p role="status">
            {t('choices.records', { count: preview.data.records })}
            {preview.data.tasksInAll > 0 ? ` · ${t('choices.tasks', { count: preview.data.tasksInAll })}` : ''}
          </p>
          <FindingDiff added={preview.data.added} gone={preview.data.gone} />
        </section>
      ) : null}
    </Sheet>
  );
}
