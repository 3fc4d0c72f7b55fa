/** Values of a card in the words of the window. */
import type { PaperFact, PaperTable, PaperValue } from '#shared/contract/papers.ts';
import { clockText, dateText, numberText, plainDateText, useT } from '../../i18n/index.ts';
import { Code, Ltr } from '../../ui/index.ts';
import { useStateWords } from '../steps/index.ts';
import styles from './papers.module.css';
import { Scroll } from './scroll.tsx';

/** Lifecycles whose states stand in tables as words. */
const LIFECYCLES = ['agreement', 'request'];

function Value({ value }: { readonly value: PaperValue }) {
  const { t, maybe, language } = useT();
  const stateWord = useStateWords();
  switch (value.is) {
    case 'text':
      return <bdi>{value.text}</bdi>;
    case 'code':
      return value.name === '' ? (
        <Code>{value.code}</Code>
      ) : (
        <span>
          <Code>{value.code}</Code> <bdi>{value.name}</bdi>
        </span>
      );
    case 'day':
      return <span>{plainDateText(value.day, language, 'dayYear')}</span>;
    case 'time':
      return (
        <span>
          {dateText(value.at, value.zone, language, 'full')} <Ltr>{clockText(value.at, value.zone)}</Ltr>
        </span>
      );
    case 'number':
      return <Ltr>{numberText(value.n, language)}</Ltr>;
    case 'word':
      return (
        <span>
          {LIFECYCLES.includes(value.set)
            ? stateWord(value.set, value.word)
            : maybe(`papers.word.${value.set}.${value.word}`, value.word.replaceAll('_', ' '))}
        </span>
      );
    case 'money':
      return <Ltr>{`${numberText(value.minor / 100, language)} ${value.ccy}`}</Ltr>;
    case 'yes':
      return <span>{t(value.yes ? 'papers.yes' : 'papers.no')}</span>;
  }
}

export function Values({ values }: { readonly values: readonly PaperValue[] }) {
  if (values.length === 0) return <span className={styles.muted}>—</span>;
  return (
    <span className={styles.values}>
      {values.map((value, n) => (
        // The dot between values stands outside what is isolated, else it flips with it.
        <span key={n}>
          <Value value={value} />
        </span>
      ))}
    </span>
  );
}

export function Facts({ facts }: { readonly facts: readonly PaperFact[] }) {
  const { t } = useT();
  return (
    <dl className={styles.facts}>
      {facts.map(({ key, values }) => (
        <div key={key}>
          <dt>{t(`papers.fact.${key}`)}</dt>
          <dd>
            <Values values={values} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Tables({ tables }: { readonly tables: readonly PaperTable[] }) {
  const { t } = useT();
  return tables.map(({ key, columns, rows }) => (
    <section key={key}>
      <h3>{t(`papers.table.${key}`)}</h3>
      <Scroll label={t(`papers.table.${key}`)}>
        <table className={styles.small}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`papers.field.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, n) => (
              <tr key={n}>
                {cells.map((values, c) => (
                  <td key={columns[c]}>
                    <Values values={values} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  ));
}
