import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { FindingView } from '#shared/contract/values.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Empty, Failure, inSight, Loading, PageTitle, Segments, Sign, useRest } from '../../ui/index.ts';
import { FindingCard } from './finding-card.tsx';
import styles from './findings.module.css';

/** No card is lower. */
const leastPx = (): number => 60;

type Shown = 'all' | 'block' | 'warn';

/** Everything the rules object to, worst first, by gate. */
export function Findings({ card }: { readonly card: OperationCard }) {
  const { t, maybe } = useT();
  const [gate, setGate] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown>('all');
  const ask = useAsk('findings.list', { operation: card.id });
  const rest = useRest(ask.data !== undefined);
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={12} />;
  const { findings, gates } = ask.data;
  if (findings.length === 0) {
    const planned = (card.counts?.tasks ?? 0) > 0;
    return (
      <Empty
        title={t(planned ? 'findings.empty.title' : 'timeline.empty.title')}
        text={t(planned ? 'findings.empty.text' : 'findings.empty.noPlan')}
      >
        <Button tone="primary" onClick={() => usePlace.getState().go(planned ? 'orders' : 'timeline')}>
          {t(planned ? 'command.go.orders' : 'home.open')}
        </Button>
      </Empty>
    );
  }
  const fits = (f: FindingView): boolean =>
    (gate === null || f.gate === gate) && (shown === 'all' || f.severity === shown);
  const kept = findings.filter(fits);
  const count = (severity: FindingView['severity']): number =>
    findings.filter((f) => f.severity === severity && !f.lifted).length;
  const groups = (['block', 'warn'] as const).map((severity) => ({
    severity,
    all: kept.filter((f) => f.severity === severity && !f.lifted),
  }));
  // those below the edge of the window are drawn right after the others
  const open = groups.flatMap(({ all }) => all);
  const drawn = new Set(rest ? open : open.slice(0, inSight(open, leastPx)));
  const lifted = kept.filter((f) => f.lifted);
  const liftedInAll = findings.filter((f) => f.lifted).length;
  const cardOf = (f: FindingView) => (
    <FindingCard
      key={`${f.rule}${f.subject}`}
      finding={f}
      operation={card.id}
      mine={card.mine && card.lens === null}
      zone={card.refTz}
    />
  );
  return (
    <section className={styles.screen}>
      <div className={styles.top}>
        <PageTitle>{t('area.findings')}</PageTitle>
        <Sign tone="block">{t('severity.blockCount', { count: count('block') })}</Sign>
        <Sign tone="warn">{t('severity.warnCount', { count: count('warn') })}</Sign>
        {liftedInAll > 0 ? <Sign tone="none">{t('lift.count', { count: liftedInAll })}</Sign> : null}
        <Segments<Shown>
          label={t('findings.show')}
          value={shown}
          options={[
            { value: 'all', label: t('findings.all') },
            { value: 'block', label: t('severity.block') },
            { value: 'warn', label: t('severity.warn') },
          ]}
          onPick={setShown}
        />
        {kept.length < findings.length ? (
          <span role="status">
            {t('findings.filtered', { shown: kept.length, total: findings.length })}{' '}
            <Button
              tone="quiet"
              onClick={() => {
                setGate(null);
                setShown('all');
              }}
            >
              {t('timeline.showAll')}
            </Button>
          </span>
        ) : null}
      </div>
      <div className={styles.gates} role="group" aria-label={t('findings.gates')}>
        {gates.map((g) => (
          <button
            key={g.gate}
            type="button"
            className={styles.gate}
            aria-pressed={gate === g.gate}
            onClick={() => setGate(gate === g.gate ? null : g.gate)}
          >
            {maybe(`gate.${g.gate}`, g.gate)}
            <span className={styles.gateSigns}>
              {g.lifted > 0 ? <span>{t('lift.count', { count: g.lifted })}</span> : null}
              {g.block === 0 && g.warn === 0 ? <Sign tone="ready">{t('findings.clear')}</Sign> : null}
              {g.block > 0 ? (
                <Sign tone="block" label={t('severity.block')}>
                  {g.block}
                </Sign>
              ) : null}
              {g.warn > 0 ? (
                <Sign tone="warn" label={t('severity.warn')}>
                  {g.warn}
                </Sign>
              ) : null}
            </span>
          </button>
        ))}
      </div>
      <div className={styles.list}>
        {groups.map(({ severity, all }) => {
          if (all.length === 0) return null;
          return (
            <section key={severity} className={styles.group}>
              <h2>
                <Sign tone={severity}>{t(`findings.group.${severity}`, { count: all.length })}</Sign>
              </h2>
              <div className={styles.cards}>{all.filter((f) => drawn.has(f)).map(cardOf)}</div>
            </section>
          );
        })}
        {lifted.length > 0 ? (
          <details className={styles.lifted}>
            <summary>{t('lift.count', { count: lifted.length })}</summary>
            <div className={styles.cards}>{rest ? lifted.map(cardOf) : null}</div>
          </details>
        ) : null}
      </div>
    </section>
  );
}
