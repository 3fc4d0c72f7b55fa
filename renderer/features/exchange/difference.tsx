/** What a file would change, before anybody accepts it: time as a picture, then by record with old and new, then by author. */
import { useState } from 'react';
import type { DifferenceView, TaskDifference } from '#shared/contract/exchange-screens.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { deltaText, numberText, useT } from '../../i18n/index.ts';
import { Button, Chip, Code, Failure, Loading, Ltr, Segments, type Tone } from '../../ui/index.ts';
import styles from './desk.module.css';
import { barOf, movedBy, scaleOf } from './difference-scale.ts';
import page from './exchange.module.css';
import { Value } from './value.tsx';
import { Scroller } from './scroller.tsx';
import { useWhen, When } from './when.tsx';

const FIRST = 40;
const TONE: Readonly<Record<DifferenceView['records'][number]['what'], Tone | 'accent' | undefined>> = {
  added: 'accent',
  changed: undefined,
  closed: 'warn',
  conflict: 'block',
};

/** `checked`: what was worked out again after every signature was known; what was seen before stays until it is here. */
export function Difference({ ticket, checked }: { readonly ticket: string; readonly checked: boolean }) {
  const { t } = useT();
  const looked = useAsk('exchange.difference', { ticket, checked: false }, { keep: false });
  const valid = useAsk('exchange.difference', { ticket, checked: true }, { keep: false, when: checked });
  const seen = checked && (valid.data || valid.isError) ? valid : looked;
  const [by, setBy] = useState<'record' | 'author'>('record');
  if (seen.isError) return <Failure error={failureOf(seen.error)} />;
  if (!seen.data) return <Loading lines={5} />;
  const d = seen.data;
  return (
    <>
      {d.tasks.length > 0 ? <TimePicture difference={d} /> : <p className={page.muted}>{t('difference.noTime')}</p>}
      {d.recordsTotal > 0 ? (
        <>
          <div className={page.row}>
            <Segments
              label={t('difference.by')}
              value={by}
              onPick={setBy}
              options={[
                { value: 'record', label: t('difference.byRecord', { count: d.recordsTotal }) },
                { value: 'author', label: t('difference.byAuthor', { count: d.authors.length }) },
              ]}
            />
          </div>
          {by === 'record' ? <ByRecord difference={d} /> : <ByAuthor difference={d} />}
        </>
      ) : null}
    </>
  );
}

function TimePicture({ difference: d }: { readonly difference: DifferenceView }) {
  const { t } = useT();
  const when = useWhen();
  const [all, setAll] = useState(false);
  const scale = scaleOf(d.tasks);
  // What moves comes first: new tasks of a new operation would fill the picture before anything that changes.
  const order = { moved: 0, gone: 1, added: 2 } as const;
  const sorted = d.tasks.toSorted((a, b) => order[a.what] - order[b.what]);
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <section className={styles.picture}>
      <h3>{t('difference.onTime')}</h3>
      <p className={styles.legend}>
        {(['moved', 'added', 'gone'] as const).map((what) => (
          <span key={what} className={styles.key} data-zero={d[what] === 0 || undefined}>
            <span className={styles.swatch} data-what={what} aria-hidden />
            {t(`difference.count.${what}`, { count: d[what] })}
          </span>
        ))}
        <span className={styles.key}>
          <span className={styles.swatch} data-what="old" aria-hidden />
          {t('difference.old')}
        </span>
      </p>
      <Scroller label={t('difference.onTime')}>
        <table className={styles.times}>
          <caption className="visually-hidden">{t('difference.onTime')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('difference.col.task')}</th>
              <th scope="col">
                {scale ? (
                  <span className={styles.axis}>
                    <span>{when.day(scale.from)}</span>
                    <span>{when.day(scale.to)}</span>
                  </span>
                ) : (
                  t('difference.col.time')
                )}
              </th>
              <th scope="col">{t('difference.col.change')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((task) => (
              <TaskLine key={`${task.operation}${task.code}${task.what}`} task={task} scale={scale} />
            ))}
          </tbody>
        </table>
      </Scroller>
      {d.tasks.length > shown.length ? (
        <Button tone="quiet" onClick={() => setAll(true)}>
          {t('difference.showAll', { count: d.tasks.length })}
        </Button>
      ) : null}
    </section>
  );
}

function TaskLine({ task, scale }: { readonly task: TaskDifference; readonly scale: ReturnType<typeof scaleOf> }) {
  const { t } = useT();
  const when = useWhen();
  const [old, now] = scale ? [barOf(task.before, scale), barOf(task.after, scale)] : [null, null];
  const at = task.after?.start ?? task.before?.start ?? null;
  const moved = movedBy(task);
  const place = (bar: { start: number; size: number }) => ({
    insetInlineStart: `${bar.start}%`,
    inlineSize: `${bar.size}%`,
  });
  return (
    <tr>
      <th scope="row">
        <Code>{task.code}</Code> <bdi>{task.title}</bdi>
      </th>
      <td className={styles.lane}>
        <span className={styles.track} aria-hidden>
          {old ? (
            <span className={styles.bar} data-what={task.what === 'gone' ? 'gone' : 'old'} style={place(old)} />
          ) : null}
          {now ? <span className={styles.bar} data-what={task.what} style={place(now)} /> : null}
        </span>
        <span className="visually-hidden">{at === null ? t('difference.undated') : when.moment(at)}</span>
      </td>
      <td className={styles.change}>
        {task.what === 'moved' && moved.start !== null && (moved.start !== 0 || moved.end === null) ? (
          <Ltr>{deltaText(moved.start)}</Ltr>
        ) : task.what === 'moved' && moved.end !== null ? (
          <span>
            {t('difference.end')} <Ltr>{deltaText(moved.end)}</Ltr>
          </span>
        ) : (
          t(`difference.what.${task.what}`)
        )}
      </td>
    </tr>
  );
}

function ByRecord({ difference: d }: { readonly difference: DifferenceView }) {
  const { t, maybe } = useT();
  const [all, setAll] = useState(false);
  const shown = all ? d.records : d.records.slice(0, FIRST);
  return (
    <>
      <Scroller label={t('verified.changes')}>
        <table className={styles.grid}>
          <caption className="visually-hidden">{t('verified.changes')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('verified.col.what')}</th>
              <th scope="col">{t('verified.col.record')}</th>
              <th scope="col">{t('difference.col.values')}</th>
              <th scope="col">{t('difference.col.author')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((r) => (
              <tr key={r.record}>
                <td>
                  <Chip tone={TONE[r.what]}>{t(`verified.what.${r.what}`)}</Chip>
                </td>
                <td>
                  <Code>{r.code}</Code> <bdi>{r.label}</bdi>{' '}
                  <span className={page.muted}>{maybe(`kind.${r.kind}`, r.kind)}</span>
                </td>
                <td>
                  {r.what === 'added' ? (
                    <span className={page.muted}>{t('difference.fields', { count: r.fields.length })}</span>
                  ) : (
                    <ul className={styles.values}>
                      {r.fields.map((f) => (
                        <li key={f.field}>
                          <span className={page.muted}>
                            {f.field === '_life' ? t('conflicts.life.field') : maybe(`field.${f.field}`, f.field)}
                          </span>{' '}
                          <del>
                            <Value field={f.field} value={f.before} />
                          </del>{' '}
                          <ins>
                            <Value field={f.field} value={f.after} />
                          </ins>
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
                <td>{r.authors.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {d.records.length > shown.length ? (
        <Button tone="quiet" onClick={() => setAll(true)}>
          {t('difference.showAll', { count: d.records.length })}
        </Button>
      ) : d.recordsTotal > d.records.length ? (
        <p className={page.muted}>{t('difference.more', { count: d.recordsTotal - d.records.length })}</p>
      ) : null}
    </>
  );
}

function ByAuthor({ difference: d }: { readonly difference: DifferenceView }) {
  const { t, language } = useT();
  const most = Math.max(1, ...d.authors.map((a) => a.fields));
  return (
    <Scroller label={t('difference.authors')}>
      <table className={styles.grid}>
        <caption className="visually-hidden">{t('difference.authors')}</caption>
        <thead>
          <tr>
            {['agency', 'person', 'records', 'changes', 'between'].map((c) => (
              <th key={c} scope="col">
                {t(`difference.author.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {d.authors.map((a) => (
            <tr key={`${a.agency}${a.by}`}>
              <td>
                <Code>{a.agency}</Code>
              </td>
              <td>
                <Code mono>{a.by}</Code>
              </td>
              <td>{numberText(a.records, language)}</td>
              <td>
                <span className={styles.share} style={{ inlineSize: `${(a.fields / most) * 96}px` }} aria-hidden />
                {numberText(a.fields, language)}
              </td>
              <td>
                <When at={a.from} />
                {a.to - a.from >= 60_000 ? (
                  <>
                    {' – '}
                    <When at={a.to} />
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
