/** Settling many at once: a rule, what it would choose for each field, and only then the step. */
import { useState } from 'react';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { Choice, Code, Failure, Loading } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { Value } from './value.tsx';
import { Scroller } from './scroller.tsx';

const RULES = ['mine', 'theirs', 'owner', 'newest', 'base'] as const;

export function ConflictBulk({ total, onClose }: { readonly total: number; readonly onClose: () => void }) {
  const { t, maybe, language } = useT();
  const tell = useTell();
  const [rule, setRule] = useState<(typeof RULES)[number]>('owner');
  const settle = useSend('conflict.settleMany');
  // Asked as a question: with `preview` the call writes nothing, whoever is named.
  const plan = useAsk('conflict.settleMany', { operation: null, fields: null, take: rule, preview: true, by: '-' });
  const planned = plan.data?.planned ?? [];
  const skipped = plan.data?.skipped ?? [];
  return (
    <ReasonSheet
      title={t('conflicts.bulk.title', { count: total })}
      text={t('conflicts.bulk.text')}
      action={t('conflicts.bulk.apply', { count: planned.length })}
      wide
      pending={settle.isPending}
      error={settle.error ? failureOf(settle.error) : null}
      fault={plan.data && planned.length === 0 ? t('conflicts.bulk.nothing') : undefined}
      onClose={onClose}
      onSend={({ by }) =>
        settle.mutate(
          { operation: null, fields: null, take: rule, preview: false, by },
          {
            onSuccess: (done) => {
              tell(({ t }) => t('conflicts.bulk.done', { count: done.planned.length }), { undo: done.step > 0 });
              onClose();
            },
          },
        )
      }
    >
      <Choice
        label={t('conflicts.bulk.rule')}
        value={rule}
        options={RULES.map((value) => ({ value, label: t(`conflicts.bulk.by.${value}`) }))}
        onPick={setRule}
      />
      {plan.isError ? <Failure error={failureOf(plan.error)} /> : null}
      {plan.isPending ? <Loading lines={4} /> : null}
      {plan.data ? (
        <>
          <div className={page.figures}>
            <span className={page.figure}>
              <b>{numberText(planned.length, language)}</b>
              {t('conflicts.bulk.settled')}
            </span>
            <span className={page.figure} data-zero={skipped.length === 0 || undefined}>
              <b>{numberText(skipped.length, language)}</b>
              {t('conflicts.bulk.skipped')}
            </span>
          </div>
          {planned.length > 0 ? (
            <Scroller label={t('conflicts.bulk.preview')}>
              <table className={styles.grid}>
                <caption className="visually-hidden">{t('conflicts.bulk.preview')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('verified.col.record')}</th>
                    <th scope="col">{t('send.col.field')}</th>
                    <th scope="col">{t('conflicts.bulk.value')}</th>
                    <th scope="col">{t('conflicts.bulk.from')}</th>
                  </tr>
                </thead>
                <tbody>
                  {planned.slice(0, 100).map((p) => (
                    <tr key={`${p.record}${p.field}`}>
                      <td>
                        <Code>{p.code}</Code>
                      </td>
                      <td>{p.field === '_life' ? t('conflicts.life.field') : maybe(`field.${p.field}`, p.field)}</td>
                      <td>
                        <Value field={p.field} value={p.field === '_life' && p.value === 'open' ? null : p.value} />
                      </td>
                      <td>{p.from === '' ? t('conflicts.base') : <Code>{p.from}</Code>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroller>
          ) : null}
          {planned.length > 100 ? <p>{t('difference.more', { count: planned.length - 100 })}</p> : null}
        </>
      ) : null}
    </ReasonSheet>
  );
}
