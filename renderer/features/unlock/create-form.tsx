import { useState } from 'react';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useSession } from '../../state/session.ts';
import { Button, Failure, Field, SecretField } from '../../ui/index.ts';
import { MIN_PASSPHRASE, strengthOf } from './passphrase.ts';
import styles from './unlock.module.css';

const CODE = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

/** Passphrase twice, with its strength in bars and words. */
export function NewPassphrase({
  first,
  second,
  onFirst,
  onSecond,
  tried,
}: {
  readonly first: string;
  readonly second: string;
  readonly onFirst: (text: string) => void;
  readonly onSecond: (text: string) => void;
  readonly tried: boolean;
}) {
  const { t } = useT();
  const { score, missing } = strengthOf(first);
  return (
    <>
      <SecretField
        label={t('unlock.newPassphrase')}
        name="new-passphrase"
        value={first}
        onText={onFirst}
        autoComplete="new-password"
        showLabel={t('unlock.show')}
        hideLabel={t('unlock.hide')}
        hint={t('unlock.passphraseRule', { count: MIN_PASSPHRASE })}
        fault={tried && missing ? t(`unlock.weak.${missing}`, { count: MIN_PASSPHRASE }) : undefined}
      />
      <div>
        <div className={styles.strength} aria-hidden>
          {[1, 2, 3, 4].map((n) => (
            <span key={n} data-on={n <= score || undefined} />
          ))}
        </div>
        <p className={styles.note} aria-live="polite">
          {first === '' ? '' : t(`unlock.strength.${score}`)}
        </p>
      </div>
      <SecretField
        label={t('unlock.again')}
        name="new-passphrase-again"
        value={second}
        onText={onSecond}
        autoComplete="new-password"
        showLabel={t('unlock.show')}
        hideLabel={t('unlock.hide')}
        fault={tried && first !== second ? t('unlock.notSame') : undefined}
      />
    </>
  );
}

export function CreateForm({ onBack }: { readonly onBack: (() => void) | null }) {
  const { t } = useT();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [agency, setAgency] = useState('');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [tried, setTried] = useState(false);
  const create = useSend('workspace.create');
  const valid =
    name.trim() !== '' && CODE.test(code) && agency.trim() !== '' && strengthOf(first).enough && first === second;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        setTried(true);
        if (!valid || create.isPending) return;
        create.mutate(
          { name: name.trim(), agencyCode: code, agencyName: agency.trim(), passphrase: first },
          {
            onSuccess: (made) => {
              setFirst('');
              setSecond('');
              useSession.getState().showRecovery(made.recoveryCode);
            },
          },
        );
      }}
    >
      <h2>{t('unlock.createTitle')}</h2>
      <p className={styles.note}>{t('unlock.createText')}</p>
      <Field
        label={t('unlock.name')}
        name="workspace-name"
        value={name}
        onText={setName}
        maxLength={80}
        autoComplete="off"
        autoFocus
        hint={t('unlock.nameHint')}
        fault={tried && name.trim() === '' ? t('unlock.needed') : undefined}
      />
      <div className={styles.two}>
        <Field
          label={t('unlock.agencyCode')}
          name="agency-code"
          value={code}
          onText={setCode}
          maxLength={32}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          placeholder="A07"
          fault={tried && !CODE.test(code) ? t('unlock.codeRule') : undefined}
        />
        <Field
          label={t('unlock.agencyName')}
          name="agency-name"
          value={agency}
          onText={setAgency}
          maxLength={200}
          autoComplete="organization"
          fault={tried && agency.trim() === '' ? t('unlock.needed') : undefined}
        />
      </div>
      <NewPassphrase first={first} second={second} onFirst={setFirst} onSecond={setSecond} tried={tried} />
      {create.isError ? <Failure error={failureOf(create.error)} /> : null}
      <div className={styles.row}>
        <Button type="submit" tone="primary" aria-disabled={create.isPending}>
          {create.isPending ? t('unlock.creating') : t('unlock.createDo')}
        </Button>
        {onBack ? (
          <Button tone="quiet" onClick={onBack}>
            {t('action.back')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
