/** The portfolio: lanes on one axis of time, a board by state, or a table, under one filter and one order. */
import { ChartGantt, Columns3, FolderOpen, GraduationCap, LayoutTemplate, Plus, Search, Table2 } from 'lucide-react';
import { useRef } from 'react';
import { type OperationPage, PORTFOLIO_ORDERS } from '#shared/contract/portfolio.ts';
import { PAGE, failureOf, useAsk } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { numberText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { usePortfolio, WHOLE_PORTFOLIO } from '../../state/portfolio.ts';
import { Button, Choice, Failure, Loading, PageTitle, Segments, Sign } from '../../ui/index.ts';
import controls from '../../ui/controls.module.css';
import { Board } from './board.tsx';
import { Lanes } from './lanes.tsx';
import styles from './operations.module.css';
import { PortfolioTable } from './portfolio-table.tsx';
import { SharedPeople } from './shared-people.tsx';
import { StartHere } from './start-here.tsx';
import { useLoadOperation } from './use-load.ts';

export function Operations() {
  const { t } = useT();
  const filter = usePortfolio((s) => s.filter);
  const order = usePortfolio((s) => s.order);
  const view = usePortfolio((s) => s.view);
  const ask = useAsk('operation.list', { ...filter, order, first: 0, count: PAGE });
  const load = useLoadOperation();
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading />;
  const head = ask.data;
  const failure = load.error ? <Failure error={failureOf(load.error)} /> : null;
  if (head.total === 0)
    return (
      <>
        {failure}
        <StartHere />
      </>
    );
  return (
    <section className={styles.screen} aria-label={t('area.operations')}>
      <div className={styles.head}>
        <PageTitle>{t('area.operations')}</PageTitle>
        <Button onClick={load.training} aria-disabled={load.busy}>
          <GraduationCap size={15} aria-hidden /> {t('operations.training')}
        </Button>
        <Button onClick={load.choose} aria-disabled={load.busy}>
          <FolderOpen size={15} aria-hidden /> {t('operations.load')}
        </Button>
        <Button onClick={() => usePortfolio.getState().begin({ from: null, template: true })}>
          <LayoutTemplate size={15} aria-hidden /> {t('template.use')}
        </Button>
        <Button tone="primary" onClick={() => usePortfolio.getState().begin({ from: null })}>
          <Plus size={15} aria-hidden /> {t('portfolio.new')} <KeyHint id="item.new" />
        </Button>
      </div>
      {failure}
      <Tools head={head} />
      <Standing head={head} />
      {head.matching === 0 ? <p className={styles.nothing}>{t('portfolio.nothing')}</p> : null}
      {view === 'board' ? <Board head={head} /> : view === 'table' ? <PortfolioTable /> : <Lanes />}
      <SharedPeople />
    </section>
  );
}

function Tools({ head }: { readonly head: OperationPage }) {
  const { t, maybe, language } = useT();
  const filter = usePortfolio((s) => s.filter);
  const order = usePortfolio((s) => s.order);
  const view = usePortfolio((s) => s.view);
  const { show, narrow, sort } = usePortfolio.getState();
  const find = useRef<HTMLInputElement>(null);
  useCommand('view.find', () => find.current?.focus());
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('portfolio.tools')}>
      <Segments
        label={t('portfolio.viewAs')}
        value={view}
        options={[
          { value: 'lanes', label: t('portfolio.asLanes'), icon: <ChartGantt size={14} aria-hidden /> },
          { value: 'board', label: t('portfolio.asBoard'), icon: <Columns3 size={14} aria-hidden /> },
          { value: 'table', label: t('portfolio.asTable'), icon: <Table2 size={14} aria-hidden /> },
        ]}
        onPick={show}
      />
      <label className={styles.find}>
        <Search size={14} aria-hidden />
        <span className="visually-hidden">{t('portfolio.find')}</span>
        <input
          ref={find}
          className={controls.input}
          type="search"
          maxLength={200}
          placeholder={t('portfolio.findHint')}
          value={filter.find}
          onChange={(e) => narrow({ find: e.target.value })}
          onKeyDown={(e) => {
            if (e.key === 'Escape') narrow({ find: '' });
          }}
        />
      </label>
      <Choice
        label={t('portfolio.statusFilter')}
        hideLabel
        value={filter.status ?? ''}
        options={[
          { value: '', label: t('portfolio.allStates') },
          ...head.states.map(({ status, count }) => ({
            value: status,
            label: `${maybe(`operationStatus.${status}`, status)} (${numberText(count, language)})`,
          })),
        ]}
        onPick={(status) => narrow({ status: status === '' ? null : status })}
      />
      <Button aria-pressed={filter.blocked} onClick={() => narrow({ blocked: !filter.blocked })}>
        {t('portfolio.onlyBlocked')}
      </Button>
      <span className={styles.grow} />
      <Choice
        label={t('portfolio.order')}
        hideLabel
        value={order}
        options={PORTFOLIO_ORDERS.map((value) => ({ value, label: t(`portfolio.by.${value}`) }))}
        onPick={sort}
      />
    </div>
  );
}

/** How many are shown, what stands blocked outside the filter, and what is still being read: nothing goes missing silently. */
function Standing({ head }: { readonly head: OperationPage }) {
  const { t } = useT();
  const filter = usePortfolio((s) => s.filter);
  const { narrow } = usePortfolio.getState();
  const filtered = filter.find.trim() !== '' || filter.status !== null || filter.blocked;
  return (
    <div className={styles.standing} data-filtered={filtered || undefined}>
      <p role="status">
        {filtered
          ? t('portfolio.filtered', { shown: head.matching, total: head.total })
          : t('portfolio.total', { count: head.total })}
        {filtered || head.blocked === 0 ? null : (
          <Sign tone="block" label={t('severity.block')}>
            {t('home.othersBlocked', { count: head.blocked })}
          </Sign>
        )}
        {head.unchecked > 0 ? (
          <span className={styles.muted}>{t('home.othersLeft', { count: head.unchecked })}</span>
        ) : null}
      </p>
      {filtered && head.blockedOutside > 0 ? (
        <Button tone="quiet" onClick={() => narrow({ ...WHOLE_PORTFOLIO, blocked: true })}>
          <Sign tone="block">{t('portfolio.blockedOutside', { count: head.blockedOutside })}</Sign>
        </Button>
      ) : null}
      {filtered ? (
        <Button tone="quiet" onClick={() => narrow(WHOLE_PORTFOLIO)}>
          {t('timeline.showAll')}
        </Button>
      ) : null}
    </div>
  );
}
