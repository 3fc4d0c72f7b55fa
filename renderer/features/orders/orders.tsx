/** Orders of an operation: the versions, what one says, what changed between two, and who was briefed on which. */
import { FilePlus2, Printer } from 'lucide-react';
import { useState } from 'react';
import type { OrderVersion } from '#shared/contract/orders.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, failureOf, useAsk, useSend } from '../../api/index.ts';
import { plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { type OrdersPlace, useOperationView, usePlace } from '../../state/place.ts';
import { useAnnounce } from '../../state/steps.ts';
import { forReading, useForPlan } from '../../state/what-if.ts';
import { Button, Chip, Empty, Failure, Loading, Ltr, PageTitle, ReadOnly, Segments, Sign } from '../../ui/index.ts';
import { ReasonSheet } from '../exchange/index.ts';
import { PaperSheet } from '../paper/index.ts';
import { StepMenu } from '../steps/index.ts';
import { Briefed } from './briefed.tsx';
import { Changes } from './changes.tsx';
import styles from './orders.module.css';
import { Says } from './says.tsx';

const VIEWS = ['says', 'changes', 'briefed'] as const;

export function Orders({ card, workspace }: { readonly card: OperationCard; readonly workspace: OpenWorkspace }) {
  const { t } = useT();
  const operation = card.id;
  const place = useOperationView(operation).orders;
  const ask = useAsk('order.list', { operation });
  const [open, setOpen] = useState<'draft' | 'print' | null>(null);
  const set = (change: Partial<OrdersPlace>): void =>
    usePlace.getState().setView(operation, { orders: { ...place, ...change } });
  const orders = (ask.data?.orders ?? []).map((order) => forReading(card, order));
  const selected = orders.find(({ record }) => record === place.order) ?? orders[0] ?? null;
  const forPlan = useForPlan(card);
  const print = (): void => forPlan(() => setOpen('print'));
  const mayDraft = ask.data?.mine === true && card.lens === null && (ask.data.open === null || ask.data.spent);
  const hasText = selected !== null && selected.text !== 'none' && selected.text !== 'damaged';
  useCommand('order.draft', () => setOpen('draft'), mayDraft);
  useCommand('order.print', print, hasText);
  useCommand('brief.print', print, hasText);
  useCommand('order.changes', () => set({ view: 'changes' }), selected !== null);
  useCommand('order.briefed', () => set({ view: 'briefed' }), selected !== null);

  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={12} />;
  const draft =
    open === 'draft' ? (
      <DraftSheet
        operation={operation}
        onDone={(order) => set({ order, view: 'says' })}
        onClose={() => setOpen(null)}
      />
    ) : null;
  if (selected === null)
    return (
      <>
        <Empty title={t('orders.empty.title')} text={t(card.mine ? 'orders.empty.text' : 'orders.empty.keeper')}>
          {mayDraft ? (
            <Button tone="primary" onClick={() => setOpen('draft')}>
              {t('orders.draft')}
            </Button>
          ) : null}
        </Empty>
        {draft}
      </>
    );
  const newer = orders.find(
    ({ version, state }) => version > selected.version && state !== 'draft' && state !== 'review',
  );
  return (
    <div className={styles.screen}>
      <div className={styles.bar} role="toolbar" aria-label={t('orders.tools')}>
        <PageTitle>{t('area.orders')}</PageTitle>
        <Segments
          label={t('orders.view')}
          value={place.view}
          options={VIEWS.map((value) => ({ value, label: t(`orders.views.${value}`) }))}
          onPick={(view) => set({ view })}
        />
        <span className={styles.grow} />
        {mayDraft ? (
          <Button onClick={() => setOpen('draft')}>
            <FilePlus2 size={14} aria-hidden /> {t('orders.draft')}
          </Button>
        ) : null}
        <StepMenu operation={operation} item={selected.record} command successor={newer?.code} />
        {hasText ? (
          <Button onClick={print}>
            <Printer size={14} aria-hidden /> {t('orders.print.button')}
          </Button>
        ) : null}
      </div>
      {ask.data.spent ? <ReadOnly>{t('orders.spent')}</ReadOnly> : null}
      {card.lens ? (
        <ReadOnly>{t('error.code.branch-stays')}</ReadOnly>
      ) : card.mine ? null : (
        <ReadOnly>{t('orders.keeper', { agency: card.ownerCode })}</ReadOnly>
      )}
      <div className={styles.columns}>
        <Versions orders={orders} selected={selected.record} onPick={(order) => set({ order })} />
        <div className={styles.body}>
          {place.view === 'says' ? <Says card={card} order={selected} /> : null}
          {place.view === 'changes' ? <Changes card={card} orders={orders} selected={selected} /> : null}
          {place.view === 'briefed' ? <Briefed card={card} list={ask.data} workspace={workspace} /> : null}
        </div>
      </div>
      {draft}
      {open === 'print' ? (
        <PaperSheet
          card={card}
          workspace={workspace}
          title={t('orders.print.title', { version: selected.version })}
          text={t('orders.print.text')}
          name={`${card.code}-order-v${selected.version}`}
          write={(wish) => call('order.print', { operation, order: selected.record, ...wish })}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

/** Newest first: state, who issued it, how many have it in hand. */
function Versions({
  orders,
  selected,
  onPick,
}: {
  readonly orders: readonly OrderVersion[];
  readonly selected: string;
  readonly onPick: (record: string) => void;
}) {
  const { t, language } = useT();
  return (
    <nav className={styles.versions} aria-label={t('orders.versions')}>
      {orders.map((order) => (
        <button
          key={order.record}
          type="button"
          className={styles.version}
          aria-current={order.record === selected ? 'true' : undefined}
          onClick={() => onPick(order.record)}
        >
          <span className={styles.versionHead}>
            <strong>
              <Ltr>{`v${order.version}`}</Ltr>
            </strong>
            <Chip tone={order.state === 'issued' || order.state === 'acknowledged' ? 'accent' : undefined}>
              {t(`orderStatus.${order.state}`)}
            </Chip>
          </span>
          {order.issued ? (
            <small>
              {plainDateText(order.issued.on, language, 'dayYear')} · <bdi>{order.issued.by}</bdi>
            </small>
          ) : null}
          {order.state === 'issued' || order.state === 'acknowledged' ? (
            <small>{t('orders.inHand', { shown: order.acknowledged, total: order.recipients })}</small>
          ) : null}
          {order.text === 'damaged' ? <Sign tone="block">{t('orders.damagedShort')}</Sign> : null}
        </button>
      ))}
    </nav>
  );
}

function DraftSheet({
  operation,
  onDone,
  onClose,
}: {
  readonly operation: string;
  readonly onDone: (order: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const send = useSend('order.draft');
  const announce = useAnnounce();
  return (
    <ReasonSheet
      title={t('orders.draft')}
      text={t('orders.draftText')}
      action={t('orders.draftApply')}
      pending={send.isPending}
      error={send.isError ? failureOf(send.error) : null}
      onClose={onClose}
      onSend={({ by }) =>
        send.mutate(
          { operation, by },
          {
            onSuccess: (done) => {
              onClose();
              onDone(done.order);
              announce(done);
            },
          },
        )
      }
    />
  );
}
