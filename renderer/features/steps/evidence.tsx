/** What a step asks for beside who, when and why: papers, persons and statements, each with its field. */
import { useState } from 'react';
import type { StepEvidence, StepOption, StepOptions } from '#shared/contract/steps.ts';
import { isDate } from '#shared/time/calendar.ts';
import { useAsk } from '../../api/index.ts';
import { biText, useT } from '../../i18n/index.ts';
import { Check, Choice, Field } from '../../ui/index.ts';
import { DayField } from './day-field.tsx';
import styles from './steps.module.css';

type Ask = StepOption['asks'][number];
const EMPTY = {
  authority: '',
  review: '',
  successor: '',
  orderRef: '',
  orderDate: '',
  place: '',
  persons: '',
  givenBy: '',
  takenBy: '',
};
export interface Paper {
  readonly texts: Readonly<typeof EMPTY>;
  readonly noRatification: boolean;
  readonly orderFinal: boolean;
  /** Day by agency. */
  readonly days: Readonly<Record<string, string>>;
  readonly acknowledge: (agency: string, day: string) => void;
  readonly put: (change: Partial<typeof EMPTY>) => void;
  readonly say: (change: { readonly noRatification?: boolean; readonly orderFinal?: boolean }) => void;
}

/** Half-typed papers of one dialog; what replaces the item may be known beforehand. */
export function usePaper(successor = ''): Paper {
  const [texts, setTexts] = useState({ ...EMPTY, successor });
  const [said, setSaid] = useState({ noRatification: false, orderFinal: false });
  const [days, setDays] = useState<Readonly<Record<string, string>>>({});
  return {
    texts,
    ...said,
    days,
    acknowledge: (agency, day) => setDays((old) => ({ ...old, [agency]: day })),
    put: (change) => setTexts((old) => ({ ...old, ...change })),
    say: (change) => setSaid((old) => ({ ...old, ...change })),
  };
}

const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
const persons = (value: string): number | null => (/^\d{1,6}$/.test(value.trim()) ? Number(value.trim()) : null);

/** The papers as a step takes them; what was not asked or not typed is null. */
export function paperOf(
  { texts, noRatification, orderFinal, days }: Paper,
  asks: readonly Ask[],
): Pick<StepEvidence, 'authority' | 'review' | 'ratification' | 'successor' | 'order' | 'handover' | 'acknowledged'> {
  const asked = (field: Ask): boolean => asks.includes(field);
  const ref = text(texts.orderRef);
  const count = persons(texts.persons);
  const given = Object.entries(days).flatMap(([agency, day]) =>
    isDate(day.trim()) ? [[agency, day.trim()] as const] : [],
  );
  const [place, givenBy, takenBy] = [text(texts.place), text(texts.givenBy), text(texts.takenBy)];
  return {
    authority: asked('authority') ? text(texts.authority) : null,
    review: asked('review') ? text(texts.review) : null,
    ratification: asked('ratification') && noRatification ? false : null,
    successor: asked('successor') ? text(texts.successor) : null,
    order:
      asked('order') && ref !== null && isDate(texts.orderDate.trim())
        ? { ref, date: texts.orderDate.trim(), final: orderFinal }
        : null,
    acknowledged: asked('acknowledged') && given.length > 0 ? Object.fromEntries(given) : null,
    handover:
      asked('handover') && place !== null && count !== null && givenBy !== null && takenBy !== null
        ? { place, persons: count, givenBy, takenBy }
        : null,
  };
}

/** Whether everything asked for was typed; a reference and a reason asked together may stand for one another. */
export function isComplete(evidence: StepEvidence, asks: readonly Ask[]): boolean {
  const either = asks.includes('reference') && asks.includes('reason');
  return asks.every((field) => {
    if (field === 'acknowledged') return true;
    if (either && (field === 'reference' || field === 'reason'))
      return evidence.reference !== null || evidence.reason !== null;
    return evidence[field] !== null;
  });
}

export function PaperFields({
  operation,
  options,
  asks,
  paper,
}: {
  readonly operation: string;
  readonly options: StepOptions;
  readonly asks: readonly Ask[];
  readonly paper: Paper;
}) {
  const { t } = useT();
  const { texts, put, say } = paper;
  const field = (key: keyof typeof EMPTY, label: string) => (
    <Field label={label} value={texts[key]} onText={(value) => put({ [key]: value })} autoComplete="off" />
  );
  const asked = (one: Ask): boolean => asks.includes(one);
  return (
    <>
      {asked('authority') ? field('authority', t('steps.authority')) : null}
      {asked('review') ? (
        <DayField label={t('steps.review')} value={texts.review} onText={(review) => put({ review })} />
      ) : null}
      {asked('successor') ? <Successor operation={operation} options={options} paper={paper} /> : null}
      {asked('order') ? (
        <>
          {field('orderRef', t('steps.orderRef'))}
          <DayField
            label={t('steps.orderDate')}
            value={texts.orderDate}
            onText={(orderDate) => put({ orderDate })}
            latest={options.today}
          />
          <div className={styles.wide}>
            <Check checked={paper.orderFinal} onCheck={(orderFinal) => say({ orderFinal })}>
              {t('steps.orderFinal')}
            </Check>
          </div>
        </>
      ) : null}
      {asked('handover') ? (
        <>
          {field('place', t('steps.place'))}
          <Field
            label={t('steps.persons')}
            value={texts.persons}
            onText={(value) => put({ persons: value })}
            inputMode="numeric"
            autoComplete="off"
            fault={texts.persons.trim() !== '' && persons(texts.persons) === null ? t('steps.personsFault') : undefined}
          />
          {field('givenBy', t('steps.givenBy'))}
          {field('takenBy', t('steps.takenBy'))}
        </>
      ) : null}
      {asked('acknowledged') ? <Acknowledged operation={operation} options={options} paper={paper} /> : null}
      {asked('ratification') ? (
        <div className={styles.wide}>
          <Check checked={paper.noRatification} onCheck={(noRatification) => say({ noRatification })}>
            {t('steps.noRatification')}
          </Check>
        </div>
      ) : null}
    </>
  );
}

/** An agreement is replaced by another one of the plan; anything else by what its code names. */
function Successor({
  operation,
  options,
  paper: { texts, put },
}: {
  readonly operation: string;
  readonly options: StepOptions;
  readonly paper: Paper;
}) {
  const { t, language } = useT();
  const agreement = options.kind === 'agreement';
  const ask = useAsk(
    'paper.list',
    { operation, kind: 'agreement', find: '', findings: false, first: 0, count: 200 },
    { when: agreement },
  );
  if (!agreement)
    return (
      <Field
        label={t('steps.successor')}
        value={texts.successor}
        onText={(successor) => put({ successor })}
        autoComplete="off"
      />
    );
  const others = (ask.data?.rows ?? []).filter(({ code }) => code !== options.code);
  return (
    <Choice
      label={t('steps.successor')}
      value={texts.successor}
      options={[
        { value: '', label: '—' },
        ...others.map(({ code, label }) => ({ value: code, label: `${code} · ${biText(label, language)}` })),
      ]}
      onPick={(successor) => put({ successor })}
    />
  );
}

/** Agencies that have not acknowledged the version yet, each with the day on which it did; those on record count already. */
function Acknowledged({
  operation,
  options,
  paper,
}: {
  readonly operation: string;
  readonly options: StepOptions;
  readonly paper: Paper;
}) {
  const { t } = useT();
  const ask = useAsk('order.briefed', { operation, first: 0, count: 200 });
  const { agencies = [], version = null } = ask.data ?? {};
  const missing = agencies.filter((one) => !one.issuer && one.version !== version);
  if (!ask.data) return null;
  return (
    <fieldset className={styles.acknowledged}>
      <legend>{t('steps.acknowledged')}</legend>
      <p className={styles.muted}>
        {missing.length === 0 ? t('steps.acknowledgedAll') : t('steps.acknowledgedText', { count: missing.length })}
      </p>
      {missing.map((one) => (
        <DayField
          key={one.agency}
          label={t('steps.acknowledgedBy', { agency: one.agency, name: one.name })}
          value={paper.days[one.agency] ?? ''}
          onText={(day) => paper.acknowledge(one.agency, day)}
          latest={options.today}
        />
      ))}
    </fieldset>
  );
}
