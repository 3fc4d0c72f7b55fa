/** What one version says: live from the plan while it is a draft, as it was issued ever after. */
import { useState } from 'react';
import { ORDER_SECTIONS } from '#shared/model/plan.ts';
import type { Output } from '#shared/contract/contract.ts';
import type { OrderVersion, OrderView } from '#shared/contract/orders.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { biText, clockText, dateText, plainDateText, useT } from '../../i18n/index.ts';
import { useOperationView } from '../../state/place.ts';
import { forReading } from '../../state/what-if.ts';
import { Choice, Code, Failure, Loading, Ltr, Sign, useFewFirst, Withheld } from '../../ui/index.ts';
import { Pager } from '../exchange/index.ts';
import styles from './orders.module.css';
import { Section } from './section.tsx';
import { nameIn, TaskRow, Times } from './task-row.tsx';

const PAGE = 100;
const leastPx = (): number => 40;
const NO_TASKS: Output<'order.tasks'>['tasks'] = [];
const COLUMNS = ['code', 'task', 'time', 'length', 'place', 'agency', 'people', 'relies'] as const;

export function Says({ card, order }: { readonly card: OperationCard; readonly order: OrderVersion }) {
  const { t } = useT();
  const ask = useAsk('order.view', { operation: card.id, order: order.record }, { keep: false });
  if (order.text === 'none')
    return (
      <section className={styles.note}>
        <h2>{t('orders.noText.title', { version: order.version })}</h2>
        <p>{t('orders.noText.text')}</p>
      </section>
    );
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={12} />;
  return <Text key={order.record} card={card} view={ask.data} />;
}

function Text({ card, view }: { readonly card: OperationCard; readonly view: OrderView }) {
  const { t, language } = useT();
  const { frame } = view;
  const order = forReading(card, view.order);
  const zone = useOperationView(card.id).zone ?? frame.operation.refTz;
  const { hHour, refTz, dDay } = frame.operation;
  return (
    <>
      <header className={styles.head}>
        <h2>
          <bdi>{frame.operation.codeName}</bdi> <Ltr>{`v${order.version}`}</Ltr>
        </h2>
        {order.text === 'kept' ? (
          <p>
            <Sign tone="ready">{t('orders.kept')}</Sign>{' '}
            {order.issued
              ? t(order.issued.second ? 'orders.issuedByTwo' : 'orders.issuedBy', {
                  day: plainDateText(order.issued.on, language, 'full'),
                  by: order.issued.by,
                  second: order.issued.second ?? '',
                })
              : null}{' '}
            <span className={styles.quiet}>
              {t('orders.fingerprint')} <Code mono>{(order.hash ?? '').slice(0, 16)}</Code>
            </span>
          </p>
        ) : (
          <p>
            <Sign tone="none">
              {order.text === 'received' ? t('orders.received', { agency: card.ownerCode }) : t('orders.live')}
            </Sign>
          </p>
        )}
        <p>
          {t('h.label')}{' '}
          {hHour === null ? (
            <>
              {t('h.withheldShort')} · {plainDateText(dDay, language, 'full')}
            </>
          ) : (
            <b>
              {dateText(hHour, refTz, language, 'full')} <Ltr>{clockText(hHour, refTz)}</Ltr>
            </b>
          )}
        </p>
      </header>
      {hHour === null ? <Withheld>{t('timeline.hWithheld', { agency: card.ownerCode })}</Withheld> : null}
      <section className={styles.part}>
        <h3>{t('orders.sections')}</h3>
        <dl className={styles.sections}>
          {ORDER_SECTIONS.map((section) => (
            <Section
              key={section}
              operation={card.id}
              order={order}
              section={section}
              text={frame.sections[section] ?? null}
            />
          ))}
        </dl>
      </section>
      <Phases frame={frame} zone={zone} />
      <Decisions view={view} zone={zone} />
      <Papers frame={frame} />
      <Tasks card={card} view={view} zone={zone} />
    </>
  );
}

function Phases({ frame, zone }: { readonly frame: OrderView['frame']; readonly zone: string }) {
  const { t, language } = useT();
  if (frame.phases.length === 0) return null;
  const clock = (at: number | null): string =>
    at === null ? '—' : `${dateText(at, zone, language, 'day')} ${clockText(at, zone)}`;
  return (
    <section className={styles.part}>
      <h3>{t('orders.phases')}</h3>
      <ul className={styles.lines}>
        {frame.phases.map((phase) => (
          <li key={phase.code}>
            <Code>{phase.code}</Code> <bdi>{biText(phase.name, language)}</bdi>{' '}
            <Ltr>{`${phase.from} – ${phase.to}`}</Ltr>{' '}
            <span className={styles.quiet}>
              <bdi>{clock(phase.fromAt)}</bdi> – <bdi>{clock(phase.toAt)}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decisions({ view, zone }: { readonly view: OrderView; readonly zone: string }) {
  const { t } = useT();
  if (view.decisions.length === 0) return null;
  const name = (code: string | null): string => (code === null ? t('orders.notSet') : nameIn(view.frame, code));
  return (
    <section className={styles.part}>
      <h3>{t('orders.decisions')}</h3>
      <ul className={styles.lines}>
        {view.decisions.map((task) => (
          <li key={task.id}>
            <Code>{task.code}</Code> <bdi>{task.title}</bdi> <Times task={task} zone={zone} />
            <br />
            {t('orders.decisionLine', {
              owner: name(task.decision?.owner ?? null),
              deputy: name(task.decision?.deputy ?? null),
              abort: task.decision?.abort ?? t('orders.notSet'),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Papers({ frame }: { readonly frame: OrderView['frame'] }) {
  const { t, language } = useT();
  return (
    <section className={styles.part}>
      <h3>{t('orders.papers')}</h3>
      {frame.papers.length === 0 ? <p className={styles.quiet}>{t('orders.noPapers')}</p> : null}
      <ul className={styles.lines}>
        {frame.papers.map((paper) => (
          <li key={paper.code}>
            <Code>{paper.code}</Code> <bdi>{biText(paper.title, language)}</bdi>{' '}
            <span className={styles.quiet}>
              {paper.until === null
                ? t('orders.paperOpen')
                : t('orders.paperUntil', { day: plainDateText(paper.until, language, 'dayYear') })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tasks({
  card,
  view,
  zone,
}: {
  readonly card: OperationCard;
  readonly view: OrderView;
  readonly zone: string;
}) {
  const { t } = useT();
  const [agency, setAgency] = useState('');
  const [first, setFirst] = useState(0);
  const ask = useAsk('order.tasks', {
    operation: card.id,
    order: view.order.record,
    agency: agency === '' ? null : agency,
    first,
    count: PAGE,
  });
  const tasks = useFewFirst(ask.data?.tasks ?? NO_TASKS, leastPx);
  const agencies = view.agencies.flatMap(({ code, name, tasks }) =>
    code === null ? [] : [{ value: code, label: `${code} · ${name} (${tasks})` }],
  );
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('orders.tasks', { count: view.total })}</h3>
        <Choice
          label={t('orders.agency')}
          hideLabel
          value={agency}
          options={[{ value: '', label: t('orders.everyAgency') }, ...agencies]}
          onPick={(next) => {
            setAgency(next);
            setFirst(0);
          }}
        />
      </div>
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {ask.data ? (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1) */}
          <section className={styles.tableWrap} aria-label={t('orders.taskTable')} tabIndex={0}>
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
                {tasks.map((task) => (
                  <TaskRow key={task.id} task={task} frame={view.frame} zone={zone} />
                ))}
              </tbody>
            </table>
          </section>
          <Pager
            first={first}
            count={PAGE}
            total={ask.data.total}
            onFirst={setFirst}
            words={{ back: t('orders.earlier'), on: t('orders.later') }}
          />
        </>
      ) : null}
    </section>
  );
}
