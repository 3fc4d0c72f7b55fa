/** One field in conflict: the value all had seen, every side with author and time, and the ways to settle it. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ConflictDetailView, ConflictItem, TakeChoice } from '#shared/contract/exchange-conflicts.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useDraft } from '../../state/drafts.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Chip, Code, Failure, Field, Loading, Sign } from '../../ui/index.ts';
import type { ConflictListName } from './conflicts.tsx';
import styles from './desk.module.css';
import { useByName } from '../record-history/index.ts';
import page from './exchange.module.css';
import { useBy } from './reason-sheet.tsx';
import { sameValue, Value } from './value.tsx';
import { When } from './when.tsx';

export function ConflictDetail({
  item,
  list,
  position,
  total,
  onSettled,
}: {
  readonly item: ConflictItem;
  readonly list: ConflictListName;
  readonly position: number;
  readonly total: number;
  readonly onSettled: () => void;
}) {
  const { t, maybe } = useT();
  const detail = useAsk('conflict.detail', { record: item.record, field: item.field }, { keep: false });
  return (
    <article className={page.card} aria-label={t('conflicts.detail')}>
      <header>
        <h2>
          <Code>{item.code}</Code>{' '}
          {item.field === '_life' ? t('conflicts.life.field') : maybe(`field.${item.field}`, item.field)}
        </h2>
        <span className={page.muted}>{t('conflicts.position', { at: position, total })}</span>
      </header>
      <div className={page.section}>
        <p>
          <bdi>{item.label}</bdi> <span className={page.muted}>{maybe(`kind.${item.kind}`, item.kind)}</span>
        </p>
        <p className={page.note}>{t(`conflicts.why.${item.reading}`)}</p>
      </div>
      {detail.isError ? <Failure error={failureOf(detail.error)} /> : null}
      {detail.data ? <Sides detail={detail.data} list={list} onSettled={onSettled} /> : null}
      {detail.isPending ? <Loading lines={4} /> : null}
    </article>
  );
}

function Sides({
  detail: d,
  list,
  onSettled,
}: {
  readonly detail: ConflictDetailView;
  readonly list: ConflictListName;
  readonly onSettled: () => void;
}) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const [by, setBy] = useBy();
  const [own, setOwn, used] = useDraft(`conflict/${d.record}/${d.field}`, '');
  const [tried, setTried] = useState(false);
  const name = useRef<HTMLDivElement>(null);
  const settle = useSend('conflict.settle');
  const note = useSend('conflict.note');
  const mine = d.sides.filter((s) => s.mine);
  const theirs = d.sides.filter((s) => !s.mine);
  const named = (): boolean => {
    setTried(true);
    if (by.trim() !== '') return true;
    name.current?.querySelector('input')?.focus();
    return false;
  };
  const take = (choice: TakeChoice): void => {
    if (!named() || settle.isPending) return;
    settle.mutate(
      { record: d.record, field: d.field, take: choice, by: by.trim() },
      {
        onSuccess: ({ conflictsLeft }) => {
          used();
          tell(({ t }) => t('conflicts.settled', { code: d.code, count: conflictsLeft }), { undo: true });
          onSettled();
        },
      },
    );
  };
  const tick = (): void => {
    if (!named() || note.isPending) return;
    note.mutate(
      { record: d.record, field: d.field, by: by.trim() },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['conflict.list'] });
          onSettled();
        },
      },
    );
  };
  const single = (sides: ConflictDetailView['sides']): boolean =>
    sides[0] !== undefined && sides.every((s) => sameValue(s.value, sides[0]?.value ?? null));
  const lineOf = (side: ConflictDetailView['sides'][number]): TakeChoice =>
    d.field === '_life' ? { how: side.mine ? 'mine' : 'theirs' } : { how: 'line', line: side.line };
  const open = list !== 'merged';
  useCommand('conflict.mine', () => take({ how: 'mine' }), open && single(mine));
  useCommand('conflict.theirs', () => take({ how: 'theirs' }), open && single(theirs));
  return (
    <>
      <div className={page.section}>
        <div className={styles.sides}>
          <section className={styles.side} data-base>
            <h3>{t('conflicts.base')}</h3>
            <p className={styles.value}>
              {d.hasBase ? <Value field={d.field} value={d.base} /> : <i>{t('conflicts.noBase')}</i>}
            </p>
            <small className={page.muted}>{t('conflicts.baseHint')}</small>
          </section>
          {d.sides.map((side) => (
            <Side
              key={side.line}
              detail={d}
              side={side}
              isKey={side.mine ? single(mine) : single(theirs)}
              onTake={() => take(lineOf(side))}
            />
          ))}
        </div>
        {d.merge === 'decision' ? <Sign tone="block">{t('conflicts.contested')}</Sign> : null}
        <p className={page.muted}>
          {t('conflicts.provisional')} <Value field={d.field} value={d.provisional} />
        </p>
      </div>
      <div className={page.section}>
        {d.field === '_life' ? (
          <div className={page.row}>
            <Button onClick={() => take({ how: 'typed', text: 'open' })}>{t('conflicts.life.keepOpen')}</Button>
            <Button onClick={() => take({ how: 'typed', text: 'closed' })}>{t('conflicts.life.close')}</Button>
          </div>
        ) : (
          <form
            className={page.row}
            noValidate
            onSubmit={(e) => {
              e.preventDefault();
              if (own !== '') take({ how: 'typed', text: own });
            }}
          >
            <div className={page.wide}>
              <Field label={t('conflicts.own')} value={own} onText={setOwn} maxLength={70_000} />
            </div>
            <Button type="submit" aria-disabled={own === '' || settle.isPending}>
              {t('conflicts.takeOwn')}
            </Button>
          </form>
        )}
        <div ref={name} className={page.row}>
          <div className={page.wide}>
            <Field
              label={t('conflicts.by')}
              value={by}
              onText={setBy}
              maxLength={200}
              autoComplete="name"
              fault={tried && by.trim() === '' ? t('receive.byNeeded') : undefined}
            />
          </div>
          {list === 'merged' ? (
            <Button tone="primary" onClick={tick} aria-disabled={note.isPending}>
              {t('conflicts.tick')}
            </Button>
          ) : null}
        </div>
        {settle.isError ? <Failure error={failureOf(settle.error)} /> : null}
        {note.isError ? <Failure error={failureOf(note.error)} /> : null}
      </div>
    </>
  );
}

function Side({
  detail: d,
  side,
  isKey,
  onTake,
}: {
  readonly detail: ConflictDetailView;
  readonly side: ConflictDetailView['sides'][number];
  /** Its key settles with this value. */
  readonly isKey: boolean;
  readonly onTake: () => void;
}) {
  const { t } = useT();
  const byName = useByName();
  return (
    <section className={styles.side} data-mine={side.mine || undefined}>
      <h3>
        {t(side.mine ? 'conflicts.mine' : 'conflicts.theirs')} <Code>{side.agency}</Code>{' '}
        {side.agency === d.owner ? <Chip>{t('conflicts.owner')}</Chip> : null}
      </h3>
      <p className={styles.value}>
        <Value field={d.field} value={side.value} />
      </p>
      <small className={page.muted}>
        <bdi>{byName(side.by)}</bdi> · <When at={side.at} />
      </small>
      <Button tone={side.mine ? 'primary' : 'plain'} onClick={onTake}>
        {t(side.mine ? 'conflicts.takeMine' : 'conflicts.takeTheirs')}{' '}
        {isKey ? <KeyHint id={side.mine ? 'conflict.mine' : 'conflict.theirs'} /> : null}
      </Button>
    </section>
  );
}
