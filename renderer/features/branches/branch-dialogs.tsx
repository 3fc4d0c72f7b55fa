/** Naming a branch, and deleting one for good; mounted once, in the shell. */
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useDraft } from '../../state/drafts.ts';
import { useNotices } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { enterBranch, leaveBranch, planOf, useWhatIf } from '../../state/what-if.ts';
import { Failure, Field, LeaveApply, Sheet } from '../../ui/index.ts';
import { PromoteDialog } from './promote.tsx';
import styles from './branches.module.css';

const NAME_MAX = 80;

export function BranchDialogs({ card }: { readonly card: OperationCard | null }) {
  const { dialog, beside, set } = useWhatIf();
  const operation = card ? planOf(card) : null;
  const last = operation === null ? undefined : beside[operation];
  useCommand('branch.new', () => set({ dialog: { is: 'new' } }), card !== null);
  useCommand(
    'branch.switch',
    () => {
      if (!card || operation === null) return;
      if (card.lens) leaveBranch(operation);
      else if (last === undefined) set({ dialog: { is: 'new' } });
      else enterBranch(operation, last);
    },
    card !== null,
  );
  const close = (): void => set({ dialog: null });
  if (card === null || operation === null || dialog === null) return null;
  if (dialog.is === 'purge') return <PurgeDialog branch={dialog.branch} onClose={close} />;
  if (dialog.is === 'promote')
    return (
      <PromoteDialog
        key={dialog.branch}
        operation={operation}
        branch={dialog.branch}
        inside={card.id === dialog.branch}
        onClose={close}
      />
    );
  const renamed = dialog.is === 'rename' ? dialog.branch : null;
  return <NameDialog key={renamed ?? 'new'} operation={operation} branch={renamed} onClose={close} />;
}

function NameDialog({
  operation,
  branch,
  onClose,
}: {
  readonly operation: string;
  /** The one to be renamed; null: a new one. */
  readonly branch: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const [name, setName, used] = useDraft(`branch/${branch ?? operation}`, '');
  const [tried, setTried] = useState(false);
  const create = useSend('branch.create');
  const rename = useSend('branch.rename');
  const send = branch === null ? create : rename;
  const wrong = name.trim() === '';
  const apply = (): void => {
    setTried(true);
    if (wrong || send.isPending) return;
    const done = (): void => {
      used();
      onClose();
    };
    if (branch !== null) rename.mutate({ branch, name: name.trim() }, { onSuccess: done });
    else
      create.mutate(
        { operation, name: name.trim() },
        {
          onSuccess: (made) => {
            done();
            enterBranch(operation, made.id);
            if (usePlace.getState().area === 'branches') usePlace.getState().go('timeline');
            useNotices.getState().say(t('branches.entered', { name: made.name }));
          },
        },
      );
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t(branch === null ? 'branches.new' : 'branches.rename')}
      closeLabel={t('action.close')}
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={send.isPending}>
          {t(branch === null ? 'branches.create' : 'branches.renameDo')}
        </LeaveApply>
      }
    >
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          apply();
        }}
      >
        <Field
          label={t('branches.name')}
          value={name}
          onText={setName}
          maxLength={NAME_MAX}
          autoComplete="off"
          hint={t('branches.nameHint')}
          fault={tried && wrong ? t('error.code.branch.name') : undefined}
        />
        {branch === null ? <p className={styles.quiet}>{t('branches.promise')}</p> : null}
        {send.isError ? <Failure error={failureOf(send.error)} /> : null}
        <button type="submit" hidden>
          {t('branches.create')}
        </button>
      </form>
    </Sheet>
  );
}

function PurgeDialog({ branch, onClose }: { readonly branch: string; readonly onClose: () => void }) {
  const { t } = useT();
  const purge = useSend('branch.purge');
  const apply = (): void => purge.mutate({ branch }, { onSuccess: onClose });
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('branches.purgeTitle')}
      closeLabel={t('action.close')}
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={purge.isPending} danger>
          {t('branches.purge')}
        </LeaveApply>
      }
    >
      <p>{t('branches.purgeText')}</p>
      {purge.isError ? <Failure error={failureOf(purge.error)} /> : null}
    </Sheet>
  );
}
