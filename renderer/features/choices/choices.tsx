/**
 * Choosing among what reads otherwise on another side (a branch, the past), with what the choice would do beside it, and one key to
 * apply. Where the plan moved meanwhile three values stand side by side, field by field.
 */
import { useDeferredValue, useState } from 'react';
import type { ChoicePreview, Differences, FieldDifference, PlanDifference, Picks } from '#shared/contract/branches.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { dateText, timeText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Chip, Code, cx, Failure, Kbd, Loading, Ltr, Sign } from '../../ui/index.ts';
import { FindingDiff } from '../findings/index.ts';
import {
  canChoose,
  type Chosen,
  cleanOf,
  isMoved,
  NONE,
  openFields,
  picksOf,
  toggleField,
  toggleRecord,
} from './choice-state.ts';
import styles from './choices.module.css';
import { useValueWords } from './use-value-words.ts';

/** Where the other side comes from. */
export type ChoiceSource =
  | { readonly is: 'branch'; readonly branch: string; readonly name: string }
  | { readonly is: 'past'; readonly operation: string; readonly at: number };

const PAGE = 200;
/** Values of a new or removed record that are told without being asked for. */
const TOLD = 5;

function useChanges(source: ChoiceSource, first: number) {
  const window = { first, count: PAGE };
  const branch = useAsk(
    'branch.changes',
    { branch: source.is === 'branch' ? source.branch : '', ...window },
    { when: source.is === 'branch' },
  );
  const past = useAsk(
    'history.changes',
    { operation: source.is === 'past' ? source.operation : '', at: source.is === 'past' ? source.at : 0, ...window },
    { when: source.is === 'past' },
  );
  return source.is === 'branch' ? branch : past;
}

function usePreview(source: ChoiceSource, picks: Picks, seen: string | undefined) {
  const some = seen !== undefined && (picks === 'clean' || picks.length > 0);
  const choice = { picks, seen: seen ?? '' };
  const branch = useAsk(
    'branch.preview',
    { branch: source.is === 'branch' ? source.branch : '', ...choice },
    { when: some && source.is === 'branch' },
  );
  const past = useAsk(
    'history.preview',
    { operation: source.is === 'past' ? source.operation : '', at: source.is === 'past' ? source.at : 0, ...choice },
    { when: some && source.is === 'past' },
  );
  const ask = source.is === 'branch' ? branch : past;
  return { ...ask, data: some ? ask.data : undefined };
}

export function Choices({ source, zone }: { readonly source: ChoiceSource; readonly zone: string }) {
  const { t } = useT();
  const [first, setFirst] = useState(0);
  const page = useChanges(source, first);
  // "clean": everything that overrules nobody, also what is on no page yet.
  const [chosen, setChosen] = useState<Chosen | 'clean'>(NONE);
  const picks: Picks = chosen === 'clean' ? 'clean' : picksOf(chosen);
  const preview = usePreview(source, useDeferredValue(picks), page.data?.seen);
  const merge = useSend('branch.merge');
  const restore = useSend('history.restore');
  const send = source.is === 'branch' ? merge : restore;
  const announce = useAnnounce();
  const some = picks === 'clean' || picks.length > 0;
  const apply = (): void => {
    if (!some || !page.data || send.isPending || page.isPlaceholderData) return;
    const choice = { picks, seen: page.data.seen };
    const options = {
      onSuccess: (done: Parameters<typeof announce>[0]) => {
        setChosen(NONE);
        announce(done);
      },
    };
    if (source.is === 'branch') merge.mutate({ branch: source.branch, ...choice }, options);
    else restore.mutate({ operation: source.operation, at: source.at, ...choice }, options);
  };
  useCommand('edit.apply', apply, some);
  if (page.isError) return <Failure error={failureOf(page.error)} />;
  if (!page.data) return <Loading lines={8} />;
  const { data } = page;
  if (data.total === 0) return <p className={styles.nothing}>{t(`choices.${source.is}.nothing`)}</p>;
  const { items } = data;
  const shown = chosen === 'clean' ? cleanOf(items) : chosen;
  const several = data.total > PAGE;
  const pick = (next: (now: Chosen) => Chosen): void => setChosen(next(shown));
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <div className={styles.tools}>
          <span>{t('choices.total', { count: data.total })}</span>
          {data.moved > 0 ? <Sign tone="warn">{t('choices.moved', { count: data.moved })}</Sign> : null}
          {data.blocked > 0 ? <Sign tone="none">{t('choices.blocked', { count: data.blocked })}</Sign> : null}
          <Button onClick={() => setChosen(several ? 'clean' : cleanOf(items))} aria-disabled={data.clean === 0}>
            {t('choices.clean', { count: data.clean })}
          </Button>
          <Button tone="quiet" onClick={() => setChosen(NONE)} aria-disabled={!some}>
            {t('choices.none')}
          </Button>
          {chosen === 'clean' && several ? <span role="status">{t('choices.whole')}</span> : null}
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
        <div className={styles.scroll} role="group" tabIndex={0} aria-label={t('choices.list')}>
          <Table
            source={source}
            zone={zone}
            items={items}
            chosen={shown}
            fixed={chosen === 'clean' && several}
            onRecord={(item) => pick((now) => toggleRecord(now, items, item))}
            onField={(item, field) => pick((now) => toggleField(now, items, item, field))}
          />
        </div>
        {several ? <Pager data={data} first={first} onFirst={setFirst} /> : null}
      </div>
      <section className={styles.side} aria-label={t('choices.effect')} data-region="preview" tabIndex={-1}>
        <h2>{t('choices.effect')}</h2>
        <div className={styles.apply}>
          <Button tone="primary" onClick={apply} aria-disabled={!some || send.isPending || !preview.data}>
            {t(`choices.${source.is}.apply`)} <Kbd>Ctrl+Enter</Kbd>
          </Button>
          <span className={styles.quiet}>{t('choices.undoNote')}</span>
        </div>
        {some ? null : <p className={styles.quiet}>{t('choices.choose')}</p>}
        {some && preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
        {some && preview.data ? <Effect preview={preview.data} zone={zone} /> : null}
        {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      </section>
    </div>
  );
}

function Pager({
  data,
  first,
  onFirst,
}: {
  readonly data: Differences;
  readonly first: number;
  readonly onFirst: (first: number) => void;
}) {
  const { t } = useT();
  const last = Math.min(data.total, first + PAGE);
  return (
    <div className={styles.tools}>
      <Button onClick={() => onFirst(Math.max(0, first - PAGE))} aria-disabled={first === 0}>
        {t('choices.back')}
      </Button>
      <span role="status">{t('choices.page', { first: first + 1, last, total: data.total })}</span>
      <Button onClick={() => onFirst(last < data.total ? last : first)} aria-disabled={last >= data.total}>
        {t('choices.on')}
      </Button>
    </div>
  );
}

function Effect({ preview, zone }: { readonly preview: ChoicePreview; readonly zone: string }) {
  const { t, language } = useT();
  const at = (span: { readonly start: number | null } | null): string =>
    span?.start == null ? '—' : `${dateText(span.start, zone, language, 'day')} ${timeText(span.start, zone)}`;
  return (
    <>
      <p>
        {t('choices.records', { count: preview.records })}
        {preview.tasksInAll > 0 ? ` · ${t('choices.tasks', { count: preview.tasksInAll })}` : ''}
      </p>
      <FindingDiff added={preview.added} gone={preview.gone} />
      {preview.tasks.length > 0 ? (
        <>
          <h3>{t('choices.times')}</h3>
          <ul className={styles.moves}>
            {preview.tasks.map((task) => (
              <li key={task.code}>
                <Code>{task.code}</Code> <bdi>{task.title}</bdi>
                <span>
                  <Ltr>{at(task.before)}</Ltr> →{' '}
                  <b>
                    <Ltr>{at(task.after)}</Ltr>
                  </b>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

interface TableProps {
  readonly source: ChoiceSource;
  readonly zone: string;
  readonly items: readonly PlanDifference[];
  readonly chosen: Chosen;
  /** Chosen as a whole: no single box can be changed. */
  readonly fixed: boolean;
  readonly onRecord: (item: PlanDifference) => void;
  readonly onField: (item: PlanDifference, field: string) => void;
}

function Table(p: TableProps) {
  const { t } = useT();
  const branch = p.source.is === 'branch';
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('choices.list')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('choices.col.what')}</th>
          {branch ? <th scope="col">{t('choices.col.base')}</th> : null}
          <th scope="col">{t('choices.col.now')}</th>
          <th scope="col">{t(`choices.col.${p.source.is}`)}</th>
        </tr>
      </thead>
      {p.items.map((item) => (
        <ItemRows key={item.record} {...p} item={item} branch={branch} />
      ))}
    </table>
  );
}

function useItemName(): (item: PlanDifference) => string {
  const { maybe } = useT();
  return (item) => {
    const own = maybe(`kind.${item.kind}`, item.kind);
    const of = `${item.item.code} ${item.item.label}`.trim();
    return `${own} ${of}${item.part === '' ? '' : ` · ${item.part}`}`;
  };
}

function ItemRows({
  item,
  chosen,
  fixed,
  branch,
  source,
  zone,
  onRecord,
  onField,
}: TableProps & { readonly item: PlanDifference; readonly branch: boolean }) {
  const { t, maybe } = useT();
  const name = useItemName()(item);
  const open = canChoose(item);
  const fields = chosen.get(item.record);
  const isChosen = chosen.has(item.record);
  const columns = branch ? 4 : 3;
  const tone = item.what === 'gone' ? 'none' : item.what === 'added' ? 'ready' : 'accent';
  return (
    <tbody className={cx(isChosen && styles.chosen)}>
      <tr className={styles.item}>
        <th scope="rowgroup" colSpan={columns}>
          <label className={styles.pick}>
            <input
              type="checkbox"
              checked={isChosen}
              disabled={!open || fixed}
              onChange={() => onRecord(item)}
              aria-label={t('choices.pick', { name })}
            />
            <Chip tone={tone}>{t(`choices.${source.is}.${item.what}`)}</Chip>
            <span>
              {maybe(`kind.${item.kind}`, item.kind)} <Code>{item.item.code}</Code> <bdi>{item.item.label}</bdi>
              {item.part === '' ? null : (
                <>
                  {' · '}
                  <bdi>{item.part}</bdi>
                </>
              )}
            </span>
            {item.blocked ? <Sign tone="block">{t(`choices.why.${item.blocked}`)}</Sign> : null}
            {item.needs.length > 0 ? (
              <span className={styles.quiet}>{t('choices.needs', { count: item.needs.length })}</span>
            ) : null}
            {isMoved(item) ? <Sign tone="warn">{t('choices.movedHere')}</Sign> : null}
          </label>
        </th>
      </tr>
      {item.what === 'changed' || isMoved(item) ? (
        item.fields.map((field) => (
          <FieldRow
            key={field.field}
            item={item}
            field={field}
            branch={branch}
            zone={zone}
            name={name}
            checked={isChosen && (fields === null || (fields ?? openFields(item)).includes(field.field))}
            fixed={fixed || !open}
            onField={onField}
          />
        ))
      ) : (
        <tr>
          <td colSpan={columns} className={styles.told}>
            <Told item={item} zone={zone} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What a new or removed record says, in one line. */
function Told({ item, zone }: { readonly item: PlanDifference; readonly zone: string }) {
  const { t, maybe } = useT();
  const words = useValueWords(zone);
  const given = item.fields.filter(({ now, other }) => now !== null || other !== null);
  return (
    <>
      {given.slice(0, TOLD).map(({ field, now, other }) => (
        <span key={field}>
          {maybe(`field.${field}`, field)}: <bdi>{words(other ?? now ?? '')}</bdi>
        </span>
      ))}
      {given.length > TOLD ? <span>{t('choices.more', { count: given.length - TOLD })}</span> : null}
    </>
  );
}

function FieldRow({
  item,
  field: f,
  branch,
  zone,
  name,
  checked,
  fixed,
  onField,
}: {
  readonly item: PlanDifference;
  readonly field: FieldDifference;
  readonly branch: boolean;
  readonly zone: string;
  readonly name: string;
  readonly checked: boolean;
  readonly fixed: boolean;
  readonly onField: TableProps['onField'];
}) {
  const { t, maybe } = useT();
  const words = useValueWords(zone);
  const word = maybe(`field.${f.field}`, f.field);
  const value = (text: string | null) =>
    text === null ? <span className={styles.quiet}>{t('history.nothing')}</span> : <bdi>{words(text)}</bdi>;
  return (
    <tr className={cx(f.moved && styles.moved)}>
      <th scope="row">
        <label className={styles.pick}>
          {item.what === 'changed' ? (
            <input
              type="checkbox"
              checked={checked}
              disabled={fixed || f.blocked !== null}
              onChange={() => onField(item, f.field)}
              aria-label={t('choices.pickField', { field: word, name })}
            />
          ) : null}
          {word}
          {f.blocked ? <span className={styles.quiet}>{t(`choices.why.${f.blocked}`)}</span> : null}
        </label>
      </th>
      {branch ? <td>{value(f.base)}</td> : null}
      <td>
        {f.moved ? <Sign tone="warn" label={t('choices.movedHere')} /> : null} {value(f.now)}
      </td>
      <td className={styles.other}>{value(f.other)}</td>
    </tr>
  );
}
