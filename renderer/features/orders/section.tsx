/** A text of the order. A draft is written in place: in the language of the plan that the person reads, the other stays as it is. */
import { Pencil } from 'lucide-react';
import { useId } from 'react';
import type { OrderVersion } from '#shared/contract/orders.ts';
import type { OrderSection } from '#shared/model/plan.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Failure, IconButton, LeaveApply } from '../../ui/index.ts';
import { useBy } from '../exchange/index.ts';
import styles from './orders.module.css';

export interface SectionProps {
  readonly operation: string;
  readonly order: OrderVersion;
  readonly section: OrderSection;
  readonly text: { readonly en: string; readonly fr: string } | null;
}

export function Section({ operation, order, section, text }: SectionProps) {
  const { t, language } = useT();
  const of: 'en' | 'fr' = language === 'fr' ? 'fr' : 'en';
  const key = `order/${order.record}/${section}/${of}`;
  const [editing, setEditing, leave] = useDraft(`${key}/open`, '');
  const said = text?.[of] ?? '';
  const mayWrite = order.mine && order.state === 'draft';
  const name = t(`orders.section.${section}`);
  return (
    <div className={styles.section}>
      <dt>
        {name}
        {mayWrite && editing === '' ? (
          <IconButton label={t('orders.write', { section: name })} onClick={() => setEditing('open')}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        ) : null}
      </dt>
      <dd>
        {editing === '' ? (
          said === '' ? (
            <span className={styles.quiet}>{t('orders.nothingSaid')}</span>
          ) : (
            <span className={styles.said}>
              <bdi lang={of}>{said}</bdi>
            </span>
          )
        ) : (
          <Editor
            operation={operation}
            order={order}
            section={section}
            text={text}
            of={of}
            name={name}
            draftKey={key}
            onLeave={leave}
          />
        )}
      </dd>
    </div>
  );
}

function Editor({
  operation,
  order,
  section,
  text,
  of,
  name,
  draftKey,
  onLeave,
}: SectionProps & {
  readonly of: 'en' | 'fr';
  readonly name: string;
  readonly draftKey: string;
  readonly onLeave: () => void;
}) {
  const { t } = useT();
  const id = useId();
  const [typed, setTyped, used] = useDraft(draftKey, text?.[of] ?? '');
  const [by, setBy] = useBy();
  const send = useSend('order.write');
  const announce = useAnnounce();
  const apply = (): void => {
    if (by.trim() === '' || send.isPending) return;
    const words = { en: text?.en ?? '', fr: text?.fr ?? '', [of]: typed };
    send.mutate(
      { operation, order: order.record, section, text: words, by: by.trim() },
      {
        onSuccess: (done) => {
          used();
          onLeave();
          announce(done);
        },
      },
    );
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape and Ctrl+Enter bubble here from the fields inside
    <div
      className={styles.editor}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onLeave();
        else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) apply();
        else return;
        e.preventDefault();
        e.stopPropagation();
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {name}
      </label>
      <textarea
        id={id}
        rows={3}
        maxLength={9_000}
        value={typed}
        dir="auto"
        lang={of}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the person asked to write here
        autoFocus
        onChange={(e) => setTyped(e.target.value)}
      />
      <div className={styles.editorFoot}>
        <input
          aria-label={t('sheet.by')}
          placeholder={t('sheet.by')}
          value={by}
          maxLength={200}
          autoComplete="name"
          onChange={(e) => setBy(e.target.value)}
        />
        <LeaveApply onLeave={onLeave} onApply={apply} disabled={by.trim() === '' || send.isPending}>
          {t('orders.writeApply')}
        </LeaveApply>
      </div>
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </div>
  );
}
