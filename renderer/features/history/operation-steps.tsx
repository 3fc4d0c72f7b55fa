/** Who changed what in an operation, newest first, in pages; by record, by person and by time. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { OperationStep } from '#shared/contract/history.ts';
import { isDate } from '#shared/time/calendar.ts';
import { dayNumber } from '#shared/time/calendar.ts';
import { startOfDayNumber } from '#shared/time/wall-clock.ts';
import { call, failureOf, keyOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useMarkingOnScreen } from '../../state/marking.ts';
import { useWhatIf } from '../../state/what-if.ts';
import { Button, Choice, Code, Failure, Loading, Ltr, strictest } from '../../ui/index.ts';
import { useValueWords } from '../choices/index.ts';
import { useByName, useStepName } from '../record-history/index.ts';
import { DayField } from '../steps/index.ts';
import styles from './history.module.css';

const PAGE = 50;
const EVERYBODY = '';

export function OperationSteps({
  operation,
  selected,
  zone,
}: {
  readonly operation: string;
  /** Task selected in the timeline: its history can be asked for. */
  readonly selected: string | null;
  readonly zone: string;
}) {
  const { t } = useT();
  const record = useWhatIf((s) => s.records[operation]) ?? null;
  const { narrow } = useWhatIf.getState();
  const byName = useByName();
  const [person, setPerson] = useState(EVERYBODY);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const authors = useAsk('history.authors', { operation });
  const author = (authors.data ?? []).find((one) => `${one.agencyId} ${one.by}` === person) ?? null;
  const filter = {
    operation,
    record,
    author: author && { agencyId: author.agencyId, by: author.by },
    from: isDate(from.trim()) ? startOfDayNumber(dayNumber(from.trim()), zone) : null,
    to: isDate(to.trim()) ? startOfDayNumber(dayNumber(to.trim()) + 1, zone) - 1 : null,
  };
  const pages = useInfiniteQuery({
    queryKey: keyOf('history.steps', { ...filter, before: null, count: PAGE }),
    queryFn: ({ pageParam }) => call('history.steps', { ...filter, before: pageParam, count: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.more ?? undefined,
  });
  const steps = pages.data?.pages.flatMap((page) => page.steps) ?? [];
  const markings = useMemo(() => strictest((pages.data?.pages ?? []).flatMap((page) => page.markings)), [pages.data]);
  useMarkingOnScreen(markings);
  const narrowed = record !== null || author !== null || filter.from !== null || filter.to !== null;
  const clear = (): void => {
    narrow(operation, null);
    setPerson(EVERYBODY);
    setFrom('');
    setTo('');
  };
  return (
    <>
      <div className={styles.filters} role="group" aria-label={t('past.filters')}>
        <Choice
          label={t('past.by')}
          value={person}
          options={[
            { value: EVERYBODY, label: t('past.everybody') },
            ...(authors.data ?? []).map((one) => ({
              value: `${one.agencyId} ${one.by}`,
              label: `${one.agency} · ${byName(one.name)} (${one.steps})`,
            })),
          ]}
          onPick={setPerson}
        />
        <DayField label={t('past.from')} value={from} onText={setFrom} />
        <DayField label={t('past.to')} value={to} onText={setTo} />
        {selected !== null && record !== selected ? (
          <Button onClick={() => narrow(operation, selected)}>{t('past.onlySelected')}</Button>
        ) : null}
        {narrowed ? <Button onClick={clear}>{t('timeline.showAll')}</Button> : null}
      </div>
      {record !== null ? (
        <p role="status" className={styles.note}>
          {t('past.onlyRecord')} <Code>{codeOf(steps, record)}</Code>
        </p>
      ) : null}
      {pages.isError ? <Failure error={failureOf(pages.error)} /> : null}
      {pages.isPending ? <Loading lines={8} /> : null}
      {pages.data && steps.length === 0 ? <p>{t(narrowed ? 'past.noneSuch' : 'history.empty')}</p> : null}
      <ol>
        {steps.map((step) => (
          <Step
            key={step.commit}
            step={step}
            zone={zone}
            onRecord={(of) => narrow(operation, of)}
            onMoment={() => {
              useWhatIf.getState().lookAt(operation, step.at);
              useWhatIf.getState().set({ historyTab: 'past' });
            }}
          />
        ))}
      </ol>
      {pages.hasNextPage ? (
        <Button
          onClick={() => {
            void pages.fetchNextPage();
          }}
          aria-disabled={pages.isFetchingNextPage}
        >
          {t('past.older')}
        </Button>
      ) : null}
    </>
  );
}

const codeOf = (steps: readonly OperationStep[], record: string): string =>
  steps.flatMap(({ fields }) => fields).find((field) => field.record === record)?.code ?? '…';

/** Fields of a step by record, in the order in which they were written. */
function byRecord(step: OperationStep): readonly (readonly OperationStep['fields'][number][])[] {
  const groups = new Map<string, OperationStep['fields'][number][]>();
  for (const field of step.fields) {
    const group = groups.get(field.record);
    if (group) group.push(field);
    else groups.set(field.record, [field]);
  }
  return [...groups.values()];
}

/** Steps that touched more records than this are folded. */
const FEW = 3;

function Step({
  step,
  zone,
  onRecord,
  onMoment,
}: {
  readonly step: OperationStep;
  readonly zone: string;
  readonly onRecord: (record: string) => void;
  readonly onMoment: () => void;
}) {
  const { t, maybe, language } = useT();
  const words = useStepName();
  const byName = useByName();
  const valueWords = useValueWords(zone);
  const value = (text: string | null, field: string) => {
    if (text === null) return t('history.nothing');
    return <bdi>{field === 'bars' ? t('history.bars', { n: countOf(text) }) : valueWords(text)}</bdi>;
  };
  const list = (
    <ul className={styles.fields}>
      {byRecord(step).map((fields) => {
        const [head] = fields;
        if (!head) return null;
        return (
          <li key={head.record}>
            <button type="button" className={styles.record} onClick={() => onRecord(head.record)}>
              {maybe(`kind.${head.kind}`, head.kind)} <Code>{head.code}</Code> <bdi>{head.label}</bdi>
            </button>
            {fields.map((f) => (
              <span key={f.field} className={styles.change}>
                <span className={styles.field}>{maybe(`field.${f.field}`, f.field)}</span>{' '}
                {f.sealed ? (
                  t('past.sealed')
                ) : (
                  <>
                    {f.before === null ? null : (
                      <>
                        <del>{value(f.before, f.field)}</del> <span aria-hidden>→</span>{' '}
                      </>
                    )}
                    <ins>{value(f.after, f.field)}</ins>
                  </>
                )}
              </span>
            ))}
          </li>
        );
      })}
      {step.fieldsInAll > step.fields.length ? (
        <li>{t('choices.more', { count: step.fieldsInAll - step.fields.length })}</li>
      ) : null}
    </ul>
  );
  return (
    <li className={styles.entry}>
      <span className={styles.when}>
        {dateText(step.at, zone, language, 'full')} <Ltr>{clockText(step.at, zone)}</Ltr>
        <Button tone="quiet" onClick={onMoment}>
          {t('past.lookHere')}
          <span className="visually-hidden"> {words(step.label.key, step.how)}</span>
        </Button>
      </span>
      <span>
        <strong>{words(step.label.key, step.how)}</strong>{' '}
        <span className={styles.who}>
          {step.people.map(({ agency, by }) => (
            <bdi key={`${agency} ${by}`}>
              {byName(by)} · {agency}{' '}
            </bdi>
          ))}
        </span>
        {step.records > FEW ? (
          <details>
            <summary>{t('history.fields', { count: step.fieldsInAll })}</summary>
            {list}
          </details>
        ) : (
          list
        )}
      </span>
    </li>
  );
}

/** How many members a stored list has: of a baseline its bars, which nobody reads one by one. */
function countOf(list: string): number {
  try {
    const parsed: unknown = JSON.parse(list);
    return Array.isArray(parsed) ? parsed.length : 0;
  } catch {
    return list.split(',').length;
  }
}
