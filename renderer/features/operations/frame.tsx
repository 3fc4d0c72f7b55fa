/** What every dialog that begins an operation shares: its frame, and the fields for code, code name and H. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { Field, LeaveApply, Sheet } from '../../ui/index.ts';
import styles from './operations.module.css';

const CODE = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;
const WALL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d$/;

interface FrameProps {
  readonly open: boolean;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly apply: string;
  readonly onApply: () => void;
  readonly busy: boolean;
  readonly children: ReactNode;
}
export function Frame({ open, wide = false, onClose, title, apply, onApply, busy, children }: FrameProps) {
  const { t } = useT();
  return (
    <Sheet
      open={open}
      wide={wide}
      onClose={onClose}
      onApply={onApply}
      title={title}
      closeLabel={t('action.close')}
      foot={
        <LeaveApply onLeave={onClose} onApply={onApply} disabled={busy}>
          {apply}
        </LeaveApply>
      }
    >
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          onApply();
        }}
      >
        {children}
        <p role="status" className={styles.muted}>
          {busy ? t('portfolio.making') : ''}
        </p>
        {/* Enter in a field applies, as in any form. */}
        <button type="submit" hidden>
          {apply}
        </button>
      </form>
    </Sheet>
  );
}

/** What people would write for it: `Northern light` is `NORTHERN-LIGHT`. */
const codeFor = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replaceAll(/^[^A-Z]+|-+$/g, '')
    .slice(0, 32);

/** Code, code name and H, typed once and kept through a lock. `code` null: it follows the name until somebody types another. */
export function useFrame(key: string, code: string | null, codeName: string) {
  const { t } = useT();
  const [typedName, setName, nameUsed] = useDraft(`${key}/name`, codeName);
  const [typedCode, setCode, codeUsed] = useDraft(`${key}/code`, code ?? codeFor(typedName));
  const [h, setH, hUsed] = useDraft(`${key}/h`, '');
  const [tried, setTried] = useState(false);
  const named = CODE.test(typedCode.trim()) && typedName.trim() !== '';
  const ready = named && WALL.test(h.trim());
  return {
    value: { code: typedCode.trim(), codeName: typedName.trim(), hHour: h.trim() },
    /** Code and name are there; H is not asked for by everybody. */
    named,
    ready,
    try: () => setTried(true),
    used: () => {
      codeUsed();
      nameUsed();
      hUsed();
      setTried(false);
    },
    names: (
      <>
        <Field
          label={t('portfolio.code')}
          value={typedCode}
          onText={setCode}
          mono
          dir="ltr"
          maxLength={32}
          autoComplete="off"
          spellCheck={false}
          hint={t('portfolio.codeHint')}
          fault={tried && !CODE.test(typedCode.trim()) ? t('error.code.new-code') : undefined}
        />
        <Field
          label={t('portfolio.codeName')}
          value={typedName}
          onText={setName}
          maxLength={200}
          autoComplete="off"
          fault={tried && typedName.trim() === '' ? t('error.code.new-name') : undefined}
        />
      </>
    ),
    h: (zone: string) => (
      <Field
        label={t('portfolio.h', { zone })}
        value={h}
        onText={setH}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        placeholder="2027-03-16 04:00"
        hint={t('portfolio.hHint')}
        fault={tried && !WALL.test(h.trim()) ? t('error.code.new-h') : undefined}
      />
    ),
  } as const;
}
