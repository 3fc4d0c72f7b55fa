/** A later end of a team, drawn up so that the parties can sign it (R-JIT-08). */
import { useState } from 'react';
import type { PaperCard } from '#shared/contract/papers.ts';
import { useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Field } from '../../ui/index.ts';
import { DayField } from '../steps/index.ts';
import styles from './papers.module.css';
import { PaperSheet } from './sheet.tsx';

export function ExtensionButton({ operation, paper }: { readonly operation: string; readonly paper: PaperCard }) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  const may = paper.mine && ['in_force', 'extended'].includes(paper.row.state);
  useCommand('jit.extension', () => setOpen(true), may);
  if (!may) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('extension.button')}</Button>
      {open ? <ExtensionSheet operation={operation} paper={paper} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ExtensionSheet({
  operation,
  paper,
  onClose,
}: {
  readonly operation: string;
  readonly paper: PaperCard;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const [until, setUntil] = useState('');
  const [by, setBy] = useState('');
  const send = useSend('jit.extension');
  const announce = useAnnounce();
  const ready = until.trim() !== '' && by.trim() !== '' && !send.isPending;
  const apply = (): void => {
    if (!ready) return;
    send.mutate(
      { operation, item: paper.row.code, until: until.trim(), by: by.trim() },
      {
        onSuccess: (done) => {
          onClose();
          announce(done);
        },
      },
    );
  };
  return (
    <PaperSheet
      title={t('extension.title', { code: paper.row.code })}
      apply={t('extension.apply')}
      ready={ready}
      onApply={apply}
      onClose={onClose}
      error={send.error}
    >
      <p>{t('extension.text')}</p>
      <div className={styles.form}>
        <DayField label={t('extension.until')} value={until} onText={setUntil} />
        <Field label={t('papers.signBy')} value={by} onText={setBy} autoComplete="off" />
      </div>
    </PaperSheet>
  );
}
