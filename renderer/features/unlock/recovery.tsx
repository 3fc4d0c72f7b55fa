import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf, keyOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useSession } from '../../state/session.ts';
import { Button, Failure, Field } from '../../ui/index.ts';
import { NewPassphrase } from './create-form.tsx';
import { groupsOf, lastGroupMatches, strengthOf } from './passphrase.ts';
import type { WorkspaceItem as Workspace } from '#shared/contract/session.ts';
import styles from './unlock.module.css';

/** Shown once. It cannot be selected or copied on purpose: paper in a safe is what the code is for. */
export function RecoveryCode({ code }: { readonly code: string }) {
  const { t } = useT();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const right = lastGroupMatches(code, typed);
  return (
    <form
      className={styles.form}
      onSubmit={(e) => {
        e.preventDefault();
        setTried(true);
        if (!right) return;
        useSession.getState().recoveryKept();
        void client.invalidateQueries({ queryKey: keyOf('session.state', {}) });
      }}
    >
      <h2>{t('unlock.recoveryTitle')}</h2>
      <p className={styles.note}>{t('unlock.recoveryText')}</p>
      <div
        className={styles.code}
        dir="ltr"
        role="group"
        aria-label={t('unlock.recoveryTitle')}
        onCopy={(e) => e.preventDefault()}
      >
        {groupsOf(code).map((group, i) => (
          <span key={`${i}${group}`}>{group}</span>
        ))}
      </div>
      <Field
        label={t('unlock.lastGroup')}
        name="last-group"
        value={typed}
        onText={setTyped}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        fault={tried && !right ? t('unlock.lastGroupWrong') : undefined}
      />
      <div className={styles.row}>
        <Button type="submit" tone="primary">
          {t('unlock.writtenDown')}
        </Button>
      </div>
    </form>
  );
}

/** Opens with the printed code and sets a new passphrase; a new code is shown afterwards. */
export function RecoverForm({ workspace, onBack }: { readonly workspace: Workspace; readonly onBack: () => void }) {
  const { t } = useT();
  const [code, setCode] = useState('');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [tried, setTried] = useState(false);
  const recover = useSend('workspace.recover');
  const valid = code.trim() !== '' && strengthOf(first).enough && first === second;
  const refused = recover.error ? failureOf(recover.error) : null;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        setTried(true);
        if (!valid || recover.isPending) return;
        recover.mutate(
          { ticket: workspace.ticket, recoveryCode: code, newPassphrase: first },
          {
            onSuccess: (made) => {
              setCode('');
              setFirst('');
              setSecond('');
              useSession.getState().showRecovery(made.recoveryCode);
            },
          },
        );
      }}
    >
      <h2>{t('unlock.recoverTitle', { name: workspace.name })}</h2>
      <p className={styles.note}>{t('unlock.recoverText')}</p>
      <Field
        label={t('unlock.code')}
        name="recovery-code"
        value={code}
        onText={setCode}
        mono
        dir="ltr"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        fault={
          refused && refused.kind === 'refused'
            ? t('unlock.codeWrong')
            : tried && code.trim() === ''
              ? t('unlock.needed')
              : undefined
        }
      />
      <NewPassphrase first={first} second={second} onFirst={setFirst} onSecond={setSecond} tried={tried} />
      {refused && refused.kind !== 'refused' ? <Failure error={refused} /> : null}
      <div className={styles.row}>
        <Button type="submit" tone="primary" aria-disabled={recover.isPending}>
          {t('unlock.recoverDo')}
        </Button>
        <Button tone="quiet" onClick={onBack}>
          {t('action.back')}
        </Button>
      </div>
    </form>
  );
}
