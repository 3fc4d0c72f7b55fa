/** Editing a start in place: the stored form as typed, what it means, and what it would do to the findings. */
import { useDeferredValue, useEffect, useRef } from 'react';
import type { OperationCard, TaskDetail } from '#shared/contract/planning.ts';
import { parseStart, resolveStart } from '#shared/time/start-form.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Failure, Field, Kbd, Ltr } from '../../ui/index.ts';
import { ConsequenceTable, effectWords, FindingDiff } from '../findings/index.ts';
import styles from './panel.module.css';

export function StartEditor({
  card,
  detail,
  zone,
  onDone,
}: {
  readonly card: OperationCard;
  readonly detail: TaskDetail;
  readonly zone: string;
  readonly onDone: () => void;
}) {
  const { t, maybe, language } = useT();
  const task = detail.row.id;
  const [text, setText, used] = useDraft(`start/${task}`, detail.row.at ?? '');
  const settled = useDeferredValue(text.trim());
  const parsed = parseStart(settled);
  const resolved = parsed.ok
    ? resolveStart(parsed.value, { hHour: card.hHour, dDay: card.dDay, refTz: card.refTz })
    : null;
  const changed = parsed.ok && settled !== detail.row.at;
  const preview = useAsk('task.previewStart', { operation: card.id, task, at: settled }, { when: changed });
  const send = useSend('task.setStart');
  const announce = useAnnounce();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.select(), []);
  const leave = (): void => {
    used();
    onDone();
  };
  const apply = (): void => {
    if (!changed || send.isPending || preview.isPlaceholderData || !preview.data) return;
    send.mutate(
      { operation: card.id, task, at: settled },
      {
        onSuccess: (done) => {
          leave();
          announce(done, preview.data && effectWords(preview.data));
        },
      },
    );
  };
  const fault = parsed.ok
    ? resolved && resolved.clock !== 'ok'
      ? t(`start.${resolved.clock}`)
      : undefined
    : maybe(`start.fault.${parsed.error.code}`, parsed.error.reason);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape and Ctrl+Enter bubble here from the fields inside
    <div
      className={styles.edit}
      ref={box}
      onKeyDown={(e) => {
        if (e.key === 'Escape') {
          e.stopPropagation();
          e.preventDefault();
          leave();
        }
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
          e.preventDefault();
          e.stopPropagation();
          apply();
        }
      }}
    >
      {card.mine ? null : <p>{t('start.contribution', { owner: card.ownerCode })}</p>}
      <Field
        label={t('start.field')}
        value={text}
        onText={setText}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        hint={t('start.hint')}
        fault={fault}
      />
      {resolved ? (
        <p>
          {dateText(resolved.at, zone, language, 'full')} <Ltr>{clockText(resolved.at, zone)}</Ltr>
        </p>
      ) : null}
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      {changed && preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
      {changed && preview.data && !preview.isPlaceholderData ? (
        <>
          <ConsequenceTable of={preview.data.consequences} title={t('effect.ofMoved')} />
          <FindingDiff added={preview.data.added} gone={preview.data.gone} />
        </>
      ) : null}
      <div className={styles.row}>
        <Button tone="primary" onClick={apply} aria-disabled={!changed || !preview.data}>
          {t('action.apply')} <Kbd>Ctrl+Enter</Kbd>
        </Button>
        <Button tone="quiet" onClick={leave}>
          {t('action.leave')} <Kbd>Esc</Kbd>
        </Button>
      </div>
    </div>
  );
}
