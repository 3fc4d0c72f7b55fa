/** "Briefed on v7, now v9: 3 changes touch you", per agency and person; acknowledgements as they come in. */
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { BriefedAgency } from '#shared/contract/orders.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { plainDateText, useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Code, Failure, Loading, Sign } from '../../ui/index.ts';
import { Pager, ReasonSheet } from '../exchange/index.ts';
import { DayField } from '../steps/index.ts';
import { PERSON } from './changes.tsx';
import styles from './orders.module.css';

const PAGE = 50;
const COLUMNS = ['agency', 'tasksOwned', 'state', 'touched', 'persons', 'acknowledge'] as const;

export function Briefed({
  card,
  list,
  workspace,
}: {
  readonly card: OperationCard;
  readonly list: Output<'order.list'>;
  readonly workspace: OpenWorkspace;
}) {
  const { t } = useT();
  const [first, setFirst] = useState(0);
  const [chosen, setChosen] = useState<BriefedAgency | null>(null);
  const ask = useAsk('order.briefed', { operation: card.id, first, count: PAGE });
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={10} />;
  const { version, order, missing, total, agencies } = ask.data;
  if (version === null || order === null)
    return (
      <section className={styles.note}>
        <h2>{t('orders.notIssued.title')}</h2>
        <p>{t('orders.notIssued.text')}</p>
      </section>
    );
  const look = (one: BriefedAgency, reader: string): void =>
    usePlace.getState().setView(card.id, {
      orders: {
        view: 'changes',
        order: list.current,
        from: list.orders.find((candidate) => candidate.version === one.version)?.record ?? null,
        reader,
      },
    });
  const mayRecord = (one: BriefedAgency): boolean =>
    card.lens === null && !one.issuer && !one.current && (card.mine || one.agency === workspace.agencyCode);
  return (
    <>
      <header className={styles.partHead}>
        <h2>{t('orders.inForce', { version })}</h2>
        {missing === 0 ? (
          <Sign tone="ready">{t('orders.allBriefed')}</Sign>
        ) : (
          <Sign tone="warn">{t('orders.missing', { count: missing })}</Sign>
        )}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1) */}
      <section className={styles.tableWrap} aria-label={t('orders.views.briefed')} tabIndex={0}>
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
            {agencies.map((one) => (
              <tr key={one.agency}>
                <th scope="row">
                  <Code>{one.agency}</Code> <bdi>{one.name}</bdi>
                </th>
                <td>{one.tasks}</td>
                <td>
                  <Standing one={one} now={version} />
                </td>
                <td>
                  <Touched one={one} onLook={() => look(one, one.agency)} />
                </td>
                <td>
                  {one.people.map((person) => (
                    <Button key={person.code} tone="quiet" onClick={() => look(one, `${PERSON}${person.code}`)}>
                      <bdi>{person.name}</bdi> ({person.changes})
                    </Button>
                  ))}
                </td>
                <td>
                  {mayRecord(one) ? (
                    <Button onClick={() => setChosen(one)}>
                      {t('orders.acknowledge')} <span className="visually-hidden">{one.agency}</span>
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pager
        first={first}
        count={PAGE}
        total={total}
        onFirst={setFirst}
        words={{ back: t('orders.earlier'), on: t('orders.later') }}
      />
      {chosen ? (
        <AcknowledgeSheet
          operation={card.id}
          order={order}
          version={version}
          agency={chosen}
          today={list.today}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </>
  );
}

function Standing({ one, now }: { readonly one: BriefedAgency; readonly now: number }) {
  const { t, language } = useT();
  if (one.issuer) return <>{t('orders.issuer')}</>;
  if (one.version === null) return <Sign tone="warn">{t('orders.notBriefed')}</Sign>;
  const day = one.on === null ? '' : plainDateText(one.on, language, 'dayYear');
  return one.current ? (
    <Sign tone="ready">{t('orders.has', { version: one.version, day })}</Sign>
  ) : (
    <Sign tone="warn">{t('orders.briefedOn', { version: one.version, now })}</Sign>
  );
}

function Touched({ one, onLook }: { readonly one: BriefedAgency; readonly onLook: () => void }) {
  const { t } = useT();
  if (one.issuer || one.version === null || one.current) return null;
  if (one.touched === null) return <>{t('orders.notKept')}</>;
  const { moved, changed, added, gone } = one.touched;
  const count = moved + changed + added + gone;
  if (count === 0) return <>{t('orders.untouched')}</>;
  return (
    <Button tone="quiet" onClick={onLook}>
      {t('orders.touches', { count })}
    </Button>
  );
}

function AcknowledgeSheet({
  operation,
  order,
  version,
  agency,
  today,
  onClose,
}: {
  readonly operation: string;
  readonly order: string;
  readonly version: number;
  readonly agency: BriefedAgency;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const [on, setOn] = useState(today);
  const send = useSend('order.acknowledge');
  const announce = useAnnounce();
  return (
    <ReasonSheet
      title={t('orders.acknowledgeTitle', { agency: agency.agency, version })}
      text={t('orders.acknowledgeText', { name: agency.name })}
      action={t('orders.acknowledgeApply')}
      pending={send.isPending}
      error={send.isError ? failureOf(send.error) : null}
      onClose={onClose}
      onSend={({ by }) =>
        send.mutate(
          { operation, order, agency: agency.agency, on, by },
          {
            onSuccess: (done) => {
              onClose();
              announce(done);
            },
          },
        )
      }
    >
      <DayField label={t('orders.day')} value={on} onText={setOn} latest={today} />
    </ReasonSheet>
  );
}
