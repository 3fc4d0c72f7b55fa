import { FolderOpen, GraduationCap } from 'lucide-react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { civilOfDayNumber, MS_PER_DAY } from '#shared/time/calendar.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { biText, clockText, dateText, numberText, offsetText, plainDateText, useT } from '../../i18n/index.ts';
import { useNow } from '../../state/now.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Empty, Failure, Loading, Ltr, MarkingSign, Sign } from '../../ui/index.ts';
import styles from './operations.module.css';
import { useLoadOperation } from './use-load.ts';

/** The portfolio: one lane per operation with its extent and H, and the same as a table. */
export function Operations() {
  const { t } = useT();
  const ask = useAsk('operation.list', {});
  const load = useLoadOperation();
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading />;
  const failure = load.error ? <Failure error={failureOf(load.error)} /> : null;
  if (ask.data.length === 0)
    return (
      <>
        {failure}
        <h1 className="visually-hidden">{t('area.operations')}</h1>
        <StartHere />
      </>
    );
  return (
    <section className={styles.screen}>
      <div className={styles.head}>
        <h1>{t('area.operations')}</h1>
        <Button onClick={load.training} aria-disabled={load.busy}>
          <GraduationCap size={15} aria-hidden /> {t('operations.training')}
        </Button>
        <Button tone="primary" onClick={load.choose} aria-disabled={load.busy}>
          <FolderOpen size={15} aria-hidden /> {t('operations.load')}
        </Button>
      </div>
      {failure}
      <Lanes cards={ask.data} />
      <PortfolioTable cards={ask.data} />
    </section>
  );
}

/** The empty state shared with Home. */
export function StartHere() {
  const { t } = useT();
  const load = useLoadOperation();
  return (
    <>
      {load.error ? <Failure error={failureOf(load.error)} /> : null}
      <Empty title={t('operations.empty.title')} text={t('operations.empty.text')}>
        <Button tone="primary" onClick={load.choose} aria-disabled={load.busy}>
          <FolderOpen size={15} aria-hidden /> {t('operations.start')}
        </Button>
        <Button onClick={load.training} aria-disabled={load.busy}>
          <GraduationCap size={15} aria-hidden /> {t('operations.training')}
        </Button>
      </Empty>
    </>
  );
}

function Lanes({ cards }: { readonly cards: readonly OperationCard[] }) {
  const { t, language } = useT();
  const now = useNow(null);
  const placed = cards.flatMap((c) => (c.extent ? [c.extent] : []));
  if (placed.length === 0) return null;
  const from = Math.min(...placed.map((e) => e.from));
  const to = Math.max(...placed.map((e) => e.to));
  const span = Math.max(1, to - from) * 1.04;
  const at = (instant: number): string => `${(((instant - from) / span) * 100).toFixed(3)}%`;
  const months: number[] = [];
  const first = civilOfDayNumber(Math.floor(from / MS_PER_DAY));
  for (let m = first.month; months.length < 60; m += 1) {
    const month = Date.UTC(first.year, m, 1);
    if (month >= to) break;
    months.push(month);
  }
  const every = Math.ceil(months.length / 12);
  return (
    <div className={styles.lanes}>
      <div className={styles.axis} aria-hidden>
        {months
          .filter((_, i) => i % every === 0)
          .map((m) => (
            <span key={m} style={{ insetInlineStart: at(m) }}>
              {dateText(m, 'UTC', language, 'monthYear')}
            </span>
          ))}
      </div>
      {cards.map((card) => (
        <button
          key={card.id}
          type="button"
          className={styles.lane}
          onClick={() => usePlace.getState().openOperation(card.id)}
        >
          <span className={styles.laneName}>
            <strong>{card.codeName}</strong>
            <small>{biText(card.title, language)}</small>
          </span>
          <span className={styles.track}>
            {card.extent ? (
              <span
                className={styles.extent}
                style={{
                  insetInlineStart: at(card.extent.from),
                  inlineSize: `${(((card.extent.to - card.extent.from) / span) * 100).toFixed(3)}%`,
                }}
              />
            ) : null}
            {now > from && now < to ? <span className={styles.now} style={{ insetInlineStart: at(now) }} /> : null}
            {card.hHour === null ? null : (
              <>
                <span className={styles.h} style={{ insetInlineStart: at(card.hHour) }} />
                <span className={styles.hText} style={{ insetInlineStart: at(card.hHour) }}>
                  <span className="visually-hidden">{t('h.label')} </span>
                  <Ltr>{`H ${clockText(card.hHour, card.refTz)}`}</Ltr> ·{' '}
                  {dateText(card.hHour, card.refTz, language, 'full')}
                </span>
              </>
            )}
          </span>
        </button>
      ))}
    </div>
  );
}

function PortfolioTable({ cards }: { readonly cards: readonly OperationCard[] }) {
  const { t, maybe, language } = useT();
  return (
    <div className={styles.table}>
      <table>
        <caption className="visually-hidden">{t('operations.caption')}</caption>
        <thead>
          <tr>
            {['name', 'status', 'dDay', 'h', 'keeper'].map((c) => (
              <th key={c} scope="col">
                {t(`operations.col.${c}`)}
              </th>
            ))}
            {['tasks', 'people', 'sites', 'movements'].map((c) => (
              <th key={c} scope="col" className={styles.num}>
                {t(`operations.col.${c}`)}
              </th>
            ))}
            <th scope="col">{t('area.findings')}</th>
            <th scope="col">{t('operations.col.marking')}</th>
          </tr>
        </thead>
        <tbody>
          {cards.map((c) => (
            <tr key={c.id}>
              <th scope="row">
                <button type="button" className={styles.name} onClick={() => usePlace.getState().openOperation(c.id)}>
                  {c.codeName}
                </button>
              </th>
              <td>{maybe(`operationStatus.${c.status}`, c.status)}</td>
              <td>{plainDateText(c.dDay, language, 'full')}</td>
              <td>
                {c.hHour === null ? (
                  t('h.withheldShort')
                ) : (
                  <Ltr>{`${clockText(c.hHour, c.refTz)} (${offsetText(c.hHour, 'UTC') === 'Z' ? clockText(c.hHour, 'UTC') : ''})`}</Ltr>
                )}
              </td>
              <td>{c.mine ? t('operations.ours') : c.ownerCode}</td>
              <td className={styles.num}>{c.counts ? numberText(c.counts.tasks, language) : '…'}</td>
              <td className={styles.num}>{c.counts ? numberText(c.counts.people, language) : '…'}</td>
              <td className={styles.num}>{c.counts ? numberText(c.counts.sites, language) : '…'}</td>
              <td className={styles.num}>{c.counts ? numberText(c.counts.movements, language) : '…'}</td>
              <td aria-label={t('area.findings')}>
                {c.findings ? (
                  <span className={styles.signs}>
                    <Sign tone={c.findings.block > 0 ? 'block' : 'none'} label={t('severity.block')}>
                      {c.findings.block}
                    </Sign>
                    <Sign tone={c.findings.warn > 0 ? 'warn' : 'none'} label={t('severity.warn')}>
                      {c.findings.warn}
                    </Sign>
                  </span>
                ) : (
                  t('operations.checking')
                )}
              </td>
              <td>
                <MarkingSign marking={c.marking} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
