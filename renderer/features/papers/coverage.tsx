/** Which agreement carries which group of a movement, for the route and each state passed through, until when; and why none does. */
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { CoverageLine } from '#shared/contract/explain.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { draftPaper, openPaper } from '../../state/papers-place.ts';
import { Button, Code, Empty, Failure, Kbd, Loading, Sign } from '../../ui/index.ts';
import { PaperSheet as PrintSheet } from '../paper/index.ts';
import { DraftHint } from './draft.tsx';
import { GroupWords } from './falls.tsx';
import styles from './papers.module.css';
import { Scroll } from './scroll.tsx';

const COUNT = 50;
type Movement = Output<'coverage.movement'>;
type Cell = Movement['rows'][number]['cells'][number];

/** All movements of the operation, those with a gap first. */
export function Coverage({ card, workspace }: { readonly card: OperationCard; readonly workspace: OpenWorkspace }) {
  const { t } = useT();
  const [printing, setPrinting] = useState(false);
  useCommand('coverage.print', () => setPrinting(true), !card.lens);
  useCommand('brief.print', () => setPrinting(true), !card.lens);
  const [first, setFirst] = useState(0);
  const ask = useAsk('coverage.all', { operation: card.id, first, count: COUNT });
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={8} />;
  const { total, open, lines } = ask.data;
  if (total === 0)
    return (
      <Empty title={t('coverage.none')} text={t('coverage.noneText')}>
        <DraftHint card={card} kind="movement" />
      </Empty>
    );
  return (
    <section className={styles.page}>
      <p className={styles.line} role="status">
        {open > 0 ? (
          <Sign tone="block">{t('coverage.open', { count: open })}</Sign>
        ) : (
          <Sign tone="ready">{t('coverage.allCovered')}</Sign>
        )}
        <span className={styles.muted}>{t('coverage.movements', { count: total })}</span>
        {card.lens ? null : (
          <Button onClick={() => setPrinting(true)}>
            {t('coverage.print.button')} <Kbd>Ctrl+P</Kbd>
          </Button>
        )}
      </p>
      <Legend />
      {lines.map((line) => (
        <Line key={line.movement} card={card} line={line} />
      ))}
      {total > COUNT ? (
        <p className={styles.line}>
          <Button onClick={() => setFirst(first - COUNT)} disabled={first === 0}>
            {t('coverage.before')}
          </Button>
          <Button onClick={() => setFirst(first + COUNT)} disabled={first + COUNT >= total}>
            {t('coverage.after')}
          </Button>
        </p>
      ) : null}
      {printing ? (
        <PrintSheet
          card={card}
          workspace={workspace}
          title={t('coverage.print.title')}
          text={t('coverage.print.text')}
          name={`${card.code}-coverage`}
          write={(wish) => call('coverage.print', { operation: card.id, ...wish })}
          onClose={() => setPrinting(false)}
        />
      ) : null}
    </section>
  );
}

function Legend() {
  const { t } = useT();
  return (
    <p className={styles.legend}>
      <Sign tone="ready">{t('coverage.state.covered')}</Sign>
      <Sign tone="block">{t('coverage.state.open')}</Sign>
      <Sign tone="warn">{t('coverage.state.other_basis')}</Sign>
      <Sign tone="none">{t('coverage.state.unseen')}</Sign>
    </p>
  );
}

function Line({ card, line }: { readonly card: OperationCard; readonly line: CoverageLine }) {
  const { t, language } = useT();
  const operation = card.id;
  const rows = useAsk('coverage.movement', { operation, movement: line.record }, { keep: false }).data?.rows ?? [];
  const gap = rows.find(({ cells }) => cells.some(({ state, via }) => state === 'open' && via === null))?.row;
  const draft = (): void =>
    draftPaper(
      operation,
      'agreement',
      gap
        ? {
            values: { parties: [line.from, gap.to].join(' ') },
            rows: {
              coverage: { 'route.0': line.from, 'route.1': gap.to, 'route.2': gap.nat, 'route.3': gap.cat },
            },
          }
        : {},
    );
  return (
    <section className={styles.box} aria-label={line.movement}>
      <header className={styles.line}>
        <h2>
          <button type="button" className={styles.link} onClick={() => openPaper(operation, 'movement', line.record)}>
            <Code>
              {line.movement} · {line.from} → {line.to.join(', ')}
            </Code>
          </button>
        </h2>
        <span>{plainDateText(line.day, language, 'full')}</span>
        <span className={styles.muted}>{t('coverage.travellers', { count: line.travellers })}</span>
        {line.needed ? (
          line.open > 0 ? (
            <Sign tone="block">{t('coverage.gaps', { count: line.open })}</Sign>
          ) : (
            <Sign tone="ready">
              {line.until === null
                ? t('coverage.noEnd')
                : t('coverage.until', { day: plainDateText(line.until, language, 'dayYear') })}
            </Sign>
          )
        ) : (
          <span className={styles.muted}>{t('coverage.over')}</span>
        )}
        {line.needed && gap && card.mine && !card.lens ? (
          <Button onClick={draft}>
            {t('draft.new.agreement')}
            <span className="visually-hidden"> {line.movement}</span>
          </Button>
        ) : null}
      </header>
      <MovementCoverage operation={operation} movement={line.record} bare />
    </section>
  );
}

/** One movement: a row for each group, a column for the route and for each state passed through. */
export function MovementCoverage({
  operation,
  movement,
  bare = false,
}: {
  readonly operation: string;
  readonly movement: string;
  /** Without a heading of its own. */
  readonly bare?: boolean;
}) {
  const { t } = useT();
  const ask = useAsk('coverage.movement', { operation, movement }, { keep: false });
  const body = ask.isError ? (
    <Failure error={failureOf(ask.error)} />
  ) : ask.data ? (
    <Matrix coverage={ask.data} />
  ) : (
    <Loading lines={2} />
  );
  if (bare) return body;
  return (
    <section>
      <h3>{t('papers.kind.coverage')}</h3>
      {body}
    </section>
  );
}

function Matrix({ coverage }: { readonly coverage: Movement }) {
  const { t } = useT();
  const vias = [...new Set(coverage.rows.flatMap(({ cells }) => cells.map(({ via }) => via)))];
  if (coverage.rows.length === 0) return <p className={styles.muted}>{t('coverage.noRows')}</p>;
  return (
    <Scroll label={t('coverage.of', { movement: coverage.movement })}>
      <table className={styles.small}>
        <thead>
          <tr>
            <th scope="col">{t('coverage.group')}</th>
            {vias.map((via) => (
              <th key={via ?? ''} scope="col">
                {via === null ? t('coverage.route') : t('coverage.transit', { country: via })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {coverage.rows.map(({ row, cells }, n) => (
            <tr key={n}>
              <th scope="row">
                <GroupWords {...row} />
                {row.basis === null ? null : (
                  <>
                    {' '}
                    · {t('coverage.basis')} <Code>{row.basis}</Code>
                  </>
                )}
              </th>
              {vias.map((via) => {
                const cell = cells.find((one) => one.via === via);
                return <td key={via ?? ''}>{cell ? <CellWords cell={cell} /> : null}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const TONES = { covered: 'ready', open: 'block', other_basis: 'warn', unseen: 'none' } as const;

function CellWords({ cell }: { readonly cell: Cell }) {
  const { t, language } = useT();
  return (
    <span className={styles.cell}>
      <Sign tone={TONES[cell.state]}>{t(`coverage.state.${cell.state}`)}</Sign>
      {cell.by.map(({ agreement, until }) => (
        <span key={agreement}>
          <Code>{agreement}</Code>{' '}
          {until === null
            ? t('coverage.noEnd')
            : t('coverage.until', { day: plainDateText(until, language, 'dayYear') })}
        </span>
      ))}
      {cell.misses.map((miss) => (
        <Miss key={miss.agreement} miss={miss} />
      ))}
      {cell.state === 'open' && cell.misses.length === 0 ? <span>{t('coverage.nothingNear')}</span> : null}
    </span>
  );
}

function Miss({ miss: { agreement, faults } }: { readonly miss: Cell['misses'][number] }) {
  const { t, language } = useT();
  return (
    <span className={styles.muted}>
      <Code>{agreement}</Code>:{' '}
      {faults
        .map(({ fault, date, parties = [] }) =>
          t(`coverage.fault.${fault}`, {
            day: date === undefined ? '' : plainDateText(date, language, 'dayYear'),
            parties: parties.join(' '),
          }),
        )
        .join('; ')}
    </span>
  );
}
