import type { WithheldItem } from '#shared/contract/exchange.ts';
import { useT } from '../../i18n/index.ts';
import { Code, Ltr } from '../../ui/index.ts';
import styles from './exchange.module.css';

/** What stays here, with the rule that keeps it and why. */
export function WithheldTable({ title, items }: { readonly title: string; readonly items: readonly WithheldItem[] }) {
  const { t, maybe } = useT();
  if (items.length === 0) return null;
  const groups = Map.groupBy(items, (w) => JSON.stringify([w.kind, w.code, w.label, w.field, w.rule, w.why]));
  return (
    <div className={styles.section}>
      <h3>
        {title} <Ltr>{`(${items.length})`}</Ltr>
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1) */}
      <section className={styles.table} aria-label={title} tabIndex={0}>
        <table>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('verified.col.record')}</th>
              <th scope="col">{t('send.col.field')}</th>
              <th scope="col">{t('send.col.rule')}</th>
              <th scope="col">{t('send.col.why')}</th>
            </tr>
          </thead>
          <tbody>
            {[...groups].flatMap(([key, [w, ...more]]) =>
              w === undefined
                ? []
                : [
                    <tr key={key}>
                      <td>
                        <Code>{w.code}</Code> <bdi>{w.label}</bdi>{' '}
                        <span className={styles.muted}>
                          {maybe(`kind.${w.kind}`, w.kind)}
                          {more.length > 0 ? <Ltr>{` × ${more.length + 1}`}</Ltr> : null}
                        </span>
                      </td>
                      <td>{w.field === null ? t('send.wholeRecord') : maybe(`field.${w.field}`, w.field)}</td>
                      <td>
                        <Code>{w.rule}</Code>
                      </td>
                      <td>{maybe(`withheldWhy.${w.whyKey}`, w.why)}</td>
                    </tr>,
                  ],
            )}
          </tbody>
        </table>
      </section>
    </div>
  );
}
