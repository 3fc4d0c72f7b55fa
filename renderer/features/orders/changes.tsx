/** What one version says otherwise than another: moved, changed, added, gone, by task and for one reader if wanted. */
import { Minus, MoveRight, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import type { OrderChangeView, OrderVersion } from '#shared/contract/orders.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { Chip, Choice, Code, Failure, Loading, Ltr } from '../../ui/index.ts';
import { Pager } from '../exchange/index.ts';
import styles from './orders.module.css';
import { Place, Times } from './task-row.tsx';

const PAGE = 100;
const COLUMNS = ['change', 'code', 'task', 'before', 'after', 'what'] as const;
/** Begins the reader of one person's changes. */
export const PERSON = 'person:';
const KINDS = ['moved', 'changed', 'added', 'gone'] as const;

export function Changes({
  card,
  orders,
  selected,
}: {
  readonly card: OperationCard;
  readonly orders: readonly OrderVersion[];
  readonly selected: OrderVersion;
}) {
  const { t, language } = useT();
  const [first, setFirst] = useState(0);
  const { orders: place, zone: chosen } = useOperationView(card.id);
  const zone = chosen ?? card.refTz;
  const readable = orders.filter(({ text }) => text === 'live' || text === 'kept');
  const to = readable.find(({ record }) => record === selected.record) ?? readable[0];
  const older = readable.filter(({ version }) => version < (to?.version ?? 0));
  const from = older.find(({ record }) => record === place.from) ?? older[0];
  const reader = place.reader;
  const person = reader.startsWith(PERSON) ? reader.slice(PERSON.length) : null;
  const ask = useAsk(
    'order.difference',
    {
      operation: card.id,
      from: from?.record ?? '',
      to: to?.record ?? '',
      agency: reader === '' || person !== null ? null : reader,
      person,
      first,
      count: PAGE,
    },
    { when: from !== undefined && to !== undefined },
  );
  const briefed = useAsk('order.briefed', { operation: card.id, first: 0, count: 200 });
  const set = (change: Partial<typeof place>): void => {
    setFirst(0);
    usePlace.getState().setView(card.id, { orders: { ...place, ...change } });
  };
  if (!from || !to)
    return (
      <section className={styles.note}>
        <h2>{t('orders.oneVersion.title')}</h2>
        <p>{t('orders.oneVersion.text', { version: selected.version })}</p>
      </section>
    );
  const nameOf = (code: string): string =>
    briefed.data?.agencies.flatMap(({ people }) => people).find((one) => one.code === code)?.name ?? code;
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={10} />;
  const { counts, frame, hHour, changes, total } = ask.data;
  return (
    <>
      <header className={styles.partHead}>
        <h2>{t('orders.fromTo', { from: from.version, to: to.version })}</h2>
        <Choice
          label={t('orders.compareWith')}
          value={from.record}
          options={older.map(({ record, version }) => ({ value: record, label: `v${version}` }))}
          onPick={(record) => set({ from: record })}
        />
        <Choice
          label={t('orders.reader')}
          value={reader}
          options={[
            { value: '', label: t('orders.everyAgency') },
            ...(person === null ? [] : [{ value: reader, label: t('orders.onePerson', { name: nameOf(person) }) }]),
            ...(briefed.data?.agencies ?? []).map(({ agency, name }) => ({
              value: agency,
              label: `${agency} · ${name}`,
            })),
          ]}
          onPick={(agency) => set({ reader: agency })}
        />
      </header>
      <p className={styles.counts} role="status">
        {total === 0 ? t('orders.noChange') : null}
        {KINDS.map((kind) =>
          counts[kind] === 0 ? null : <Chip key={kind}>{t(`orders.count.${kind}`, { count: counts[kind] })}</Chip>,
        )}
        {hHour && hHour.from !== null && hHour.to !== null ? (
          <span>
            {t('orders.hMoved')}{' '}
            <s>
              {dateText(hHour.from, zone, language, 'day')} <Ltr>{clockText(hHour.from, zone)}</Ltr>
            </s>{' '}
            <b>
              {dateText(hHour.to, zone, language, 'day')} <Ltr>{clockText(hHour.to, zone)}</Ltr>
            </b>
          </span>
        ) : null}
        {frame
          .filter((part) => part !== 'hHour')
          .map((part) => (
            <Chip key={part}>
              {t('orders.textChanged', {
                part:
                  part === 'phases'
                    ? t('orders.phases')
                    : part === 'papers'
                      ? t('orders.papers')
                      : t(`orders.section.${part}`),
              })}
            </Chip>
          ))}
      </p>
      {changes.length > 0 ? (
        /* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1) */
        <section className={styles.tableWrap} aria-label={t('orders.views.changes')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {t(`orders.col.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.id} change={change} zone={zone} />
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <Pager
        first={first}
        count={PAGE}
        total={total}
        onFirst={setFirst}
        words={{ back: t('orders.earlier'), on: t('orders.later') }}
      />
    </>
  );
}

const SHAPES = {
  moved: <MoveRight size={14} aria-hidden className={styles.arrow} />,
  changed: <Pencil size={14} aria-hidden />,
  added: <Plus size={14} aria-hidden />,
  gone: <Minus size={14} aria-hidden />,
} as const;

function ChangeRow({ change, zone }: { readonly change: OrderChangeView; readonly zone: string }) {
  const { t } = useT();
  const { before, after } = change;
  const other = change.fields.filter((field) => field !== 'start');
  return (
    <tr data-change={change.change}>
      <td>
        <span className={styles.change}>
          {SHAPES[change.change]} {t(`orders.change.${change.change}`)}
        </span>
      </td>
      <td>
        <Code>{change.code}</Code>
      </td>
      <th scope="row" dir="auto">
        {after?.title ?? before?.title}
      </th>
      <td>{before ? <Times task={before} zone={zone} /> : '—'}</td>
      <td>{after ? <Times task={after} zone={zone} /> : '—'}</td>
      <td>
        {other.map((field) => (
          <span key={field} className={styles.person}>
            {t(`orders.field.${field}`)}
          </span>
        ))}
        {before && after && before.place !== after.place ? (
          <span className={styles.quiet}>
            <s>
              <Place task={before} />
            </s>{' '}
            <Place task={after} />
          </span>
        ) : null}
      </td>
    </tr>
  );
}
