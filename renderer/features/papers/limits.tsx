/** What the rules of an operation measure against: the default, its own value, and the change of it with a reason. */
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Check, Chip, Code, Failure, Field, Loading, ReadOnly } from '../../ui/index.ts';
import styles from './papers.module.css';
import { PaperSheet } from './sheet.tsx';

type Limit = Output<'limits.list'>[number];
/** Keys of the file hold dots and underscores; those of the catalogues hold no dots. */
const wordKey = (key: string): string => key.replaceAll('.', '_');

/** A limit for people: its words, or of lawful hours the state and measure they are for. */
function useLimitName(): (key: string) => string {
  const { t, maybe } = useT();
  return (key) => {
    const [, cc, kind] = /^lawful_hours\.([A-Z]{2})\.(.+)$/.exec(key) ?? [];
    return cc !== undefined && kind !== undefined
      ? t('lawful.limit', { cc, measure: t(`taskKind.${kind}`) })
      : maybe(`limit.${wordKey(key)}`, key);
  };
}

export function Limits({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const [own, setOwn] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const name = useLimitName();
  const ask = useAsk('limits.list', { operation: card.id });
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={12} />;
  const set = ask.data.filter(({ value, standard }) => value !== standard);
  const shown = own ? set : ask.data;
  const limit = ask.data.find(({ key }) => key === chosen);
  return (
    <section className={styles.page}>
      <p className={styles.line}>
        <span role="status">{t('limits.own', { count: set.length })}</span>
        <Check checked={own} onCheck={setOwn}>
          {t('limits.onlyOwn')}
        </Check>
      </p>
      {card.mine ? null : <ReadOnly>{t('steps.keeper')}</ReadOnly>}
      {shown.length === 0 ? <p className={styles.muted}>{t('limits.noneOwn')}</p> : null}
      {shown.length === 0 ? null : (
        <table className={styles.limits}>
          <thead>
            <tr>
              <th scope="col">{t('limits.limit')}</th>
              <th scope="col">{t('limits.value')}</th>
              <th scope="col">{t('limits.standard')}</th>
              <th scope="col">{t('limits.rules')}</th>
              {card.mine ? <th scope="col">{t('limits.change')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.key}>
                <th scope="row">{name(row.key)}</th>
                <td>
                  <b>{row.value === '' ? t('lawful.anyHour') : <Code>{row.value}</Code>}</b>{' '}
                  {row.value === row.standard ? null : <Chip tone="accent">{t('limits.ownValue')}</Chip>}
                </td>
                <td>{row.standard === '' ? t('lawful.anyHour') : <Code>{row.standard}</Code>}</td>
                <td>
                  <Code>{row.rules.join(' ')}</Code>
                </td>
                {card.mine ? (
                  <td>
                    <Button onClick={() => setChosen(row.key)} aria-label={`${t('limits.change')} ${name(row.key)}`}>
                      {t('limits.change')}
                    </Button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {limit ? <LimitSheet operation={card.id} limit={limit} onClose={() => setChosen(null)} /> : null}
    </section>
  );
}

function LimitSheet({
  operation,
  limit,
  onClose,
}: {
  readonly operation: string;
  readonly limit: Limit;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const name = useLimitName();
  const [value, setValue] = useState(limit.value);
  const [by, setBy] = useState('');
  const [reason, setReason, used] = useDraft(`limit/${operation}/${limit.key}`, '');
  const send = useSend('limits.set');
  const announce = useAnnounce();
  const filled = by.trim() !== '' && reason.trim() !== '' && value.trim() !== limit.value;
  const apply = (): void => {
    if (!filled || send.isPending) return;
    send.mutate(
      { operation, set: [{ key: limit.key, value: value.trim() }], by: by.trim(), reason: reason.trim() },
      {
        onSuccess: (done) => {
          used();
          onClose();
          announce(done);
        },
      },
    );
  };
  return (
    <PaperSheet
      title={name(limit.key)}
      apply={t('limits.apply')}
      ready={filled && !send.isPending}
      onApply={apply}
      onClose={onClose}
      error={send.error}
    >
      <p>{t('limits.text', { rules: limit.rules.join(', '), standard: limit.standard || t('lawful.anyHour') })}</p>
      <div className={styles.form}>
        <Field
          label={t('limits.value')}
          value={value}
          onText={setValue}
          mono
          dir="ltr"
          autoComplete="off"
          end={
            limit.value === limit.standard ? undefined : (
              <Button onClick={() => setValue(limit.standard)}>{t('limits.back')}</Button>
            )
          }
        />
        <Field label={t('limits.by')} value={by} onText={setBy} autoComplete="off" />
        <div className={styles.wide}>
          <Field label={t('steps.reason')} value={reason} onText={setReason} autoComplete="off" />
        </div>
      </div>
    </PaperSheet>
  );
}
