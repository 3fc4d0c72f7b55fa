import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call, failureOf, keyOf, useAsk, useSend } from '../../api/index.ts';
import { dateText, timeText, useT } from '../../i18n/index.ts';
import { Button, Check, Failure, Ltr, SecretField } from '../../ui/index.ts';
import type { WorkspaceItem as Workspace } from '#shared/contract/session.ts';
import styles from './unlock.module.css';

const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function OpenForm({
  workspaces,
  onCreate,
  onRecover,
}: {
  readonly workspaces: readonly Workspace[];
  readonly onCreate: () => void;
  readonly onRecover: (workspace: Workspace) => void;
}) {
  const { t, language } = useT();
  const client = useQueryClient();
  const [located, setLocated] = useState<Workspace | null>(null);
  const all = located && !workspaces.some((w) => w.ticket === located.ticket) ? [...workspaces, located] : workspaces;
  const [picked, setPicked] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const open = useSend('workspace.open');
  const openRemembered = useSend('workspace.openRemembered');
  const locate = useSend('workspace.locate');
  const info = useAsk('app.info', {});
  const [keep, setKeep] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const chosen = all.find((w) => w.ticket === picked) ?? all[0];
  const refused = open.error ? failureOf(open.error) : null;
  const zone = deviceZone();
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(e) => {
        e.preventDefault();
        if (!chosen || passphrase === '' || open.isPending) return;
        open.mutate(
          { ticket: chosen.ticket, passphrase },
          {
            onSuccess: () => {
              setPassphrase('');
              // Refused by the system: the passphrase goes on working, and the box is there again next time.
              if (keep) call('workspace.remember', { remember: true }).catch(() => undefined);
              void client.invalidateQueries({ queryKey: keyOf('session.state', {}) });
            },
            onError: () => form.current?.querySelector<HTMLInputElement>('input[name=passphrase]')?.select(),
          },
        );
      }}
    >
      <h2>{t('unlock.title')}</h2>
      <div className={styles.spaces} role="radiogroup" aria-label={t('unlock.workspaces')}>
        {all.map((w) => (
          <label key={w.ticket} className={styles.space}>
            <input
              type="radio"
              name="workspace"
              value={w.ticket}
              checked={w.ticket === chosen?.ticket}
              onChange={() => setPicked(w.ticket)}
            />
            <strong>{w.name}</strong>
            <Ltr>{w.agencyCode}</Ltr>
            <small>
              {w.agencyName} ·{' '}
              {w.lastUsed === null
                ? t('unlock.neverUsed')
                : t('unlock.lastUsed', {
                    when: `${dateText(w.lastUsed, zone, language, 'full')} ${timeText(w.lastUsed, zone)}`,
                  })}
            </small>
          </label>
        ))}
      </div>
      {/* password managers look for a user name beside the passphrase */}
      <input type="text" name="username" autoComplete="username" value={chosen?.name ?? ''} readOnly hidden />
      <SecretField
        label={t('unlock.passphrase')}
        name="passphrase"
        value={passphrase}
        onText={setPassphrase}
        autoComplete="current-password"
        autoFocus
        showLabel={t('unlock.show')}
        hideLabel={t('unlock.hide')}
        fault={refused?.code === 'wrong-passphrase' ? t('unlock.wrong') : undefined}
      />
      {info.data?.keyStore && !chosen?.remembered ? (
        <Check checked={keep} onCheck={setKeep}>
          {t('unlock.remember')}
        </Check>
      ) : null}
      {refused && refused.code !== 'wrong-passphrase' ? <Failure error={refused} /> : null}
      {openRemembered.isError ? <Failure error={failureOf(openRemembered.error)} /> : null}
      {locate.isError ? <Failure error={failureOf(locate.error)} /> : null}
      <div className={styles.row}>
        <Button type="submit" tone="primary" aria-disabled={open.isPending || passphrase === ''}>
          {open.isPending ? t('unlock.opening') : t('unlock.open')}
        </Button>
        {chosen?.remembered && info.data?.keyStore ? (
          <Button
            onClick={() =>
              openRemembered.mutate(
                { ticket: chosen.ticket },
                { onSuccess: () => void client.invalidateQueries({ queryKey: keyOf('session.state', {}) }) },
              )
            }
          >
            {t('unlock.openRemembered')}
          </Button>
        ) : null}
        {chosen ? (
          <Button tone="quiet" onClick={() => onRecover(chosen)}>
            {t('unlock.recover')}
          </Button>
        ) : null}
      </div>
      <hr style={{ inlineSize: '100%', border: 0, borderBlockStart: '1px solid var(--line)' }} />
      <div className={styles.row}>
        <Button onClick={onCreate}>{t('unlock.create')}</Button>
        <Button
          tone="quiet"
          onClick={() =>
            locate.mutate(
              {},
              {
                onSuccess: (found) => {
                  if (!found) return;
                  setLocated(found);
                  setPicked(found.ticket);
                },
              },
            )
          }
        >
          {t('unlock.elsewhere')}
        </Button>
      </div>
    </form>
  );
}
