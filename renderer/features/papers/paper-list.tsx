/** One kind of paper as a windowed list; the row with the focus is the one whose card stands beside it. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { PaperKind, PaperRow } from '#shared/contract/papers.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { biText, plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { usePapersPlace, usePapersView } from '../../state/papers-place.ts';
import { Button, Check, Code, Empty, Failure, Field, Loading, Sign } from '../../ui/index.ts';
import { useStateWords } from '../steps/index.ts';
import { DraftButton, DraftHint } from './draft.tsx';
import { PaperCardPanel } from './paper-card.tsx';
import styles from './papers.module.css';
import { usePaperRows } from './use-rows.ts';

const ROW_PX = 30;
const COLUMNS = ['code', 'name', 'state', 'parties', 'from', 'until', 'findings'] as const;
const PAGE_ROWS = 12;

export function PaperList({ card, kind }: { readonly card: OperationCard; readonly kind: PaperKind }) {
  const { t } = useT();
  const { find, onlyFindings, chosen } = usePapersView(card.id);
  const { put } = usePapersPlace.getState();
  const box = useRef<HTMLDivElement>(null);
  useCommand('view.find', () => box.current?.querySelector('input')?.focus());
  const head = useAsk('paper.list', { operation: card.id, kind, find, findings: onlyFindings, first: 0, count: 200 });
  if (head.isError) return <Failure error={failureOf(head.error)} />;
  if (!head.data) return <Loading lines={10} />;
  const { total, matching, rows } = head.data;
  if (total === 0)
    return (
      <Empty title={t(`papers.none.${kind}`)} text={t('papers.noneText')}>
        <DraftHint card={card} kind={kind} />
      </Empty>
    );
  const filtered = find.trim() !== '' || onlyFindings;
  const item = chosen[kind] ?? rows[0]?.id ?? null;
  return (
    <div className={styles.split}>
      <div className={styles.side}>
        <div className={styles.tools} ref={box} role="search" aria-label={t('papers.filter')}>
          <Field
            label={t('papers.find')}
            value={find}
            onText={(text) => put(card.id, { find: text })}
            autoComplete="off"
          />
          <Check checked={onlyFindings} onCheck={(only) => put(card.id, { onlyFindings: only })}>
            {t('papers.onlyFindings')}
          </Check>
          <DraftButton card={card} kind={kind} />
          {filtered ? (
            <span role="status" className={styles.shown}>
              {t('papers.shown', { shown: matching, total })}{' '}
              <Button tone="quiet" onClick={() => put(card.id, { find: '', onlyFindings: false })}>
                {t('timeline.showAll')}
              </Button>
            </span>
          ) : null}
        </div>
        {matching === 0 ? (
          <p className={styles.nothing}>{t('papers.noMatch')}</p>
        ) : (
          <Grid card={card} kind={kind} count={matching} chosen={item} />
        )}
      </div>
      {item === null ? null : <PaperCardPanel key={item} card={card} item={item} />}
    </div>
  );
}

interface GridProps {
  readonly card: OperationCard;
  readonly kind: PaperKind;
  readonly count: number;
  readonly chosen: string | null;
}

function Grid({ card, kind, count, chosen }: GridProps) {
  const { t } = useT();
  const { find, onlyFindings } = usePapersView(card.id);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: { width: 600, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const get = usePaperRows(
    { operation: card.id, kind, find, findings: onlyFindings },
    items[0]?.index ?? 0,
    items.at(-1)?.index ?? 0,
  );
  /** Row that gets the focus once it is drawn. */
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const row =
      wanted.current === null ? null : scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus();
  });
  const choose = (row: PaperRow | undefined): void => {
    if (row) usePapersPlace.getState().choose(card.id, kind, row.id);
  };
  const onKey = (e: KeyboardEvent, index: number): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: PAGE_ROWS,
      PageUp: -PAGE_ROWS,
      Home: -count,
      End: count,
    };
    const step = steps[e.key];
    if (e.key === 'Enter') {
      e.preventDefault();
      document.querySelector<HTMLElement>('[data-paper-card]')?.focus();
      return;
    }
    if (step === undefined || e.ctrlKey || e.altKey || e.metaKey) return;
    e.preventDefault();
    const to = Math.max(0, Math.min(count - 1, index + step));
    wanted.current = to;
    virtual.scrollToIndex(to);
    choose(get(to));
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${to}"]`);
    if (row) {
      wanted.current = null;
      row.focus();
    }
  };
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const inView = items.some(({ index }) => get(index)?.id === chosen);
  return (
    <div className={styles.table} ref={scroller}>
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose rows the arrows walk is a grid (ARIA practices)
        role="grid"
        aria-rowcount={count + 1}
        aria-label={t(`papers.kind.${kind}`)}
      >
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`papers.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden style={{ blockSize: above }} /> : null}
          {items.map(({ index }, n) => {
            const row = get(index);
            if (!row) return <tr key={`wait${index}`} aria-hidden style={{ blockSize: ROW_PX }} />;
            const on = row.id === chosen;
            return (
              <tr
                key={row.id}
                data-row={index}
                aria-rowindex={index + 2}
                aria-selected={on}
                tabIndex={on || (!inView && n === 0) ? 0 : -1}
                onFocus={() => choose(row)}
                onClick={() => choose(row)}
                onKeyDown={(e) => onKey(e, index)}
              >
                <Cells row={row} kind={kind} />
              </tr>
            );
          })}
          {below > 0 ? <tr aria-hidden style={{ blockSize: below }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

function Cells({ row, kind }: { readonly row: PaperRow; readonly kind: PaperKind }) {
  const { t, language } = useT();
  const words = useStateWords();
  const date = (day: string | null): string => (day === null ? '—' : plainDateText(day, language, 'dayYear'));
  const { block, warn } = row.findings;
  return (
    <>
      <td>
        <Code>{row.code}</Code>
      </td>
      <td className={styles.name} dir="auto" title={biText(row.label, language)}>
        <bdi>{biText(row.label, language)}</bdi>
      </td>
      <td data-stage={row.stage}>{words(kind, row.state, row.stateName)}</td>
      <td>
        <Code>{row.parties.join(' ')}</Code>
      </td>
      <td>{date(row.from)}</td>
      <td>{date(row.until)}</td>
      <td className={styles.signs}>
        {block > 0 ? (
          <Sign tone="block" label={t('severity.block')}>
            {block}
          </Sign>
        ) : null}
        {warn > 0 ? (
          <Sign tone="warn" label={t('severity.warn')}>
            {warn}
          </Sign>
        ) : null}
      </td>
    </>
  );
}
