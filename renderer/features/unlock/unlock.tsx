/** The locked window: choose a workspace and enter its passphrase, make one, recover one, or point at one elsewhere. */
import { Files, KeyRound, WifiOff } from 'lucide-react';
import { useState } from 'react';
import type { WorkspaceItem as Workspace } from '#shared/contract/session.ts';
import { useT } from '../../i18n/index.ts';
import { type Language, LANGUAGES, THEMES, usePreferences } from '../../state/preferences.ts';
import { useSession } from '../../state/session.ts';
import { Choice, MarkingBand } from '../../ui/index.ts';
import { CreateForm } from './create-form.tsx';
import { OpenForm } from './open-form.tsx';
import { RecoverForm, RecoveryCode } from './recovery.tsx';
import styles from './unlock.module.css';

type Step =
  | { readonly is: 'open' }
  | { readonly is: 'create' }
  | { readonly is: 'recover'; readonly workspace: Workspace };

const NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' };

export function Unlock({ workspaces }: { readonly workspaces: readonly Workspace[] }) {
  const { t } = useT();
  const recovery = useSession((s) => s.recoveryCode);
  const [step, setStep] = useState<Step>(workspaces.length === 0 ? { is: 'create' } : { is: 'open' });
  const { theme, language, set } = usePreferences();
  return (
    <div style={{ display: 'grid', gridTemplateRows: '20px minmax(0,1fr) 20px', blockSize: '100%' }}>
      <MarkingBand marking={null} label={t('frame.markingBand')} place="top" />
      <div className={styles.screen}>
        <aside className={styles.side} aria-label={t('unlock.about')}>
          <div className={styles.brand}>
            <svg className={styles.mark} viewBox="0 0 40 40" aria-hidden focusable="false">
              <path d="M19 2v36M22 2v36" stroke="currentColor" strokeWidth="1.6" />
              <path d="M3 11h11M3 20h16M22 20h9M22 29h15" stroke="currentColor" strokeWidth="5" />
            </svg>
            <h1>Liaison</h1>
            <p>{t('unlock.claim')}</p>
          </div>
          <ul className={styles.facts}>
            <li>
              <WifiOff size={16} aria-hidden /> {t('unlock.factOffline')}
            </li>
            <li>
              <KeyRound size={16} aria-hidden /> {t('unlock.factKey')}
            </li>
            <li>
              <Files size={16} aria-hidden /> {t('unlock.factTraining')}
            </li>
          </ul>
          <div className={styles.look}>
            <Choice
              label={t('look.language')}
              hideLabel
              value={language}
              options={LANGUAGES.map((l) => ({ value: l, label: NAMES[l] }))}
              onPick={(l) => set({ language: l })}
            />
            <Choice
              label={t('look.theme')}
              hideLabel
              value={theme}
              options={THEMES.map((v) => ({ value: v, label: t(`look.${v}`) }))}
              onPick={(v) => set({ theme: v })}
            />
          </div>
        </aside>
        <main className={styles.main}>
          {recovery !== null ? (
            <RecoveryCode code={recovery} />
          ) : step.is === 'create' ? (
            <CreateForm onBack={workspaces.length > 0 ? () => setStep({ is: 'open' }) : null} />
          ) : step.is === 'recover' ? (
            <RecoverForm workspace={step.workspace} onBack={() => setStep({ is: 'open' })} />
          ) : (
            <OpenForm
              workspaces={workspaces}
              onCreate={() => setStep({ is: 'create' })}
              onRecover={(workspace) => setStep({ is: 'recover', workspace })}
            />
          )}
        </main>
      </div>
      <MarkingBand marking={null} label={t('frame.markingBand')} place="bottom" />
    </div>
  );
}
