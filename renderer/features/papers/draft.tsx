/** A new paper drawn up by hand: one form for every kind, made of what the kind asks. */
import { useState } from 'react';
import type { CallError } from '#shared/contract/call.ts';
import type { FormField, FormPart, PaperForm } from '#shared/contract/drafts.ts';
import type { PaperKind } from '#shared/contract/papers.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { draftPaper, openPaper, type PaperDraft, usePapersPlace } from '../../state/papers-place.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Check, Choice, Field, Kbd } from '../../ui/index.ts';
import { DayField } from '../steps/index.ts';
import styles from './papers.module.css';
import { PaperSheet } from './sheet.tsx';

type Values = Readonly<Record<string, string>>;
interface Row {
  readonly id: number;
  readonly kind: string;
  readonly values: Values;
}

/** Words of the papers screen for a word of a closed list. */
const WORD_SETS: Readonly<Record<string, string>> = {
  'agreement.agreementType': 'agreementType',
  'coverage.route_3': 'category',
  'transit.terms_2': 'category',
  'paxRow.group_1': 'category',
  'movement.mode': 'mode',
  'asset.assetKind': 'assetKind',
  'asset.owner': 'owner',
};
const keyOf = (path: string): string => path.replace('.', '_');

export function DraftButton({ card, kind }: { readonly card: OperationCard; readonly kind: PaperKind }) {
  const { t } = useT();
  // Another agency's plan, a branch or the past: nothing is drawn up there.
  if (!card.mine || card.lens) return null;
  return <Button onClick={() => draftPaper(card.id, kind)}>{t(`draft.new.${kind}`)}</Button>;
}

export function DraftSheet({ card, draft }: { readonly card: OperationCard; readonly draft: PaperDraft }) {
  const ask = useAsk('paper.form', { operation: card.id, kind: draft.kind }, { keep: false });
  return ask.data ? <Form card={card} draft={draft} form={ask.data} /> : null;
}

const initialOf = (fields: readonly FormField[]): Values =>
  Object.fromEntries(fields.filter(({ initial }) => initial !== '').map(({ path, initial }) => [path, initial]));

function Form({
  card,
  draft,
  form,
}: {
  readonly card: OperationCard;
  readonly draft: PaperDraft;
  readonly form: PaperForm;
}) {
  const { t } = useT();
  const { kind } = draft;
  const rowOf = (part: FormPart, id: number): Row => ({
    id,
    kind: part.kind,
    values: { ...initialOf(part.fields), ...draft.rows?.[part.kind] },
  });
  const [values, setValues] = useState<Values>({ ...initialOf(form.fields), ...draft.values });
  const [rows, setRows] = useState<readonly Row[]>(
    form.parts.filter(({ needed }) => needed).map((part, n) => rowOf(part, n)),
  );
  const [zone, setZone] = useState(form.refTz);
  const send = useSend('paper.create');
  const announce = useAnnounce();
  const faults = faultsOf(send.error);
  const close = (): void => usePapersPlace.getState().draft(card.id, null);
  const spared = (unless: FormField['unless']): boolean =>
    unless !== null && unless.says.includes(values[unless.path] ?? '');
  // A part that this paper needs no more is sent only when somebody wrote into it.
  const sent = rows.filter(
    (row) =>
      !spared(form.parts.find((part) => part.kind === row.kind)?.unless ?? null) ||
      JSON.stringify(row.values) !== JSON.stringify(initialOf(partOf(form, row.kind).fields)),
  );
  const timed = (given: Values, fields: readonly FormField[]): Values =>
    Object.fromEntries(
      Object.entries(given).map(([path, text]) => [
        path,
        fields.find((one) => one.path === path)?.is === 'moment' && text.trim() !== ''
          ? `${text.trim().replace(' ', 'T')}[${zone.trim()}]`
          : text,
      ]),
    );
  const apply = (): void => {
    if (send.isPending) return;
    send.mutate(
      {
        operation: card.id,
        kind,
        values: timed(values, form.fields),
        rows: sent.map((row) => ({ kind: row.kind, values: row.values })),
      },
      {
        onSuccess: (done) => {
          close();
          announce(done);
          // The focus goes back to the row it came from first, which is then the one that is shown.
          requestAnimationFrame(() => requestAnimationFrame(() => openPaper(card.id, kind, done.item)));
        },
      },
    );
  };
  return (
    <PaperSheet
      title={t(`draft.new.${kind}`)}
      apply={t('draft.apply')}
      ready={!send.isPending}
      onApply={apply}
      onClose={close}
      // What is wrong with a field stands at the field.
      error={faults.size > 0 ? null : send.error}
      wide
    >
      <p className={styles.muted}>{t(`draft.text.${kind}`)}</p>
      <p role="status" className={styles.draftStatus}>
        {faults.size > 0 ? t('draft.faults', { count: faults.size }) : ''}
      </p>
      <div className={styles.draft}>
        {form.fields.map((field) => (
          <Input
            key={field.path}
            of={kind}
            field={field}
            value={values[field.path] ?? ''}
            optional={!field.required || spared(field.unless)}
            fault={faults.get(field.path) ?? null}
            zone={zone}
            onZone={setZone}
            onText={(text) => setValues((now) => ({ ...now, [field.path]: text }))}
          />
        ))}
      </div>
      {form.parts.map((part) => (
        <Part
          key={part.kind}
          part={part}
          optional={!part.needed || spared(part.unless)}
          rows={rows.filter((row) => row.kind === part.kind)}
          faultAt={(n, path) => faults.get(`${part.kind}.${n}.${path}`) ?? null}
          missing={faults.has(part.kind)}
          onAdd={() => setRows((now) => [...now, rowOf(part, Math.max(-1, ...now.map(({ id }) => id)) + 1)])}
          onDrop={(id) => setRows((now) => now.filter((row) => row.id !== id))}
          onText={(id, path, text) =>
            setRows((now) =>
              now.map((row) => (row.id === id ? { ...row, values: { ...row.values, [path]: text } } : row)),
            )
          }
        />
      ))}
    </PaperSheet>
  );
}

function partOf(form: PaperForm, kind: string): FormPart {
  const part = form.parts.find((one) => one.kind === kind);
  if (!part) throw new Error('broken promise: a row belongs to a part of its form');
  return part;
}

/** Codes of what is wrong, by path. */
function faultsOf(error: unknown): ReadonlyMap<string, string> {
  const failure: CallError | null = error === null ? null : failureOf(error);
  if (failure?.code !== 'draft') return new Map();
  return new Map(
    failure.details.filter(({ code }) => code.startsWith('draft.')).map(({ place, code }) => [place, code]),
  );
}

function Part({
  part,
  optional,
  rows,
  faultAt,
  missing,
  onAdd,
  onDrop,
  onText,
}: {
  readonly part: FormPart;
  readonly optional: boolean;
  readonly rows: readonly Row[];
  readonly faultAt: (n: number, path: string) => string | null;
  readonly missing: boolean;
  readonly onAdd: () => void;
  readonly onDrop: (id: number) => void;
  readonly onText: (id: number, path: string, text: string) => void;
}) {
  const { t } = useT();
  return (
    <section className={styles.draftPart} aria-label={t(`draft.part.${part.kind}`)}>
      <h3>
        {t(`draft.part.${part.kind}`)} {optional ? <small>{t('draft.optional')}</small> : null}
      </h3>
      {missing ? <p role="alert">{t('draft.partMissing')}</p> : null}
      {rows.map((row, n) => (
        <fieldset key={row.id} className={styles.draftRow} aria-label={t('draft.row', { n: String(n + 1) })}>
          {part.fields.map((field) => (
            <Input
              key={field.path}
              of={part.kind}
              field={field}
              value={row.values[field.path] ?? ''}
              optional={!field.required}
              fault={faultAt(n, field.path)}
              zone=""
              onZone={() => undefined}
              onText={(text) => onText(row.id, field.path, text)}
            />
          ))}
          <Button tone="quiet" onClick={() => onDrop(row.id)}>
            {t('draft.drop')}
            <span className="visually-hidden"> {n + 1}</span>
          </Button>
        </fieldset>
      ))}
      <Button onClick={onAdd}>{t(`draft.add.${part.kind}`)}</Button>
    </section>
  );
}

interface InputProps {
  /** Kind of record the field belongs to. */
  readonly of: string;
  readonly field: FormField;
  readonly value: string;
  readonly optional: boolean;
  /** Code of what is wrong with it. */
  readonly fault: string | null;
  readonly zone: string;
  readonly onZone: (zone: string) => void;
  readonly onText: (text: string) => void;
}
function Input({ of, field, value, optional, fault, zone, onZone, onText }: InputProps) {
  const { t, maybe } = useT();
  const { path, is, several, words, items } = field;
  const name = t(`draft.field.${of}.${keyOf(path)}`);
  const label = optional ? `${name} (${t('draft.optional')})` : name;
  const wrong = fault === null ? undefined : t(`error.code.${fault}`);
  const wordOf = (word: string): string => {
    const set = WORD_SETS[`${of}.${keyOf(path)}`];
    return set === undefined ? word : maybe(`papers.word.${set}.${word}`, word.replaceAll('_', ' '));
  };
  if (is === 'yes')
    return (
      <Check checked={value === '1'} onCheck={(on) => onText(on ? '1' : '0')}>
        {name}
      </Check>
    );
  if (several && is === 'word') {
    const chosen = value.split(/\s+/).filter(Boolean);
    return (
      <fieldset className={styles.draftWords} aria-describedby={wrong ? `${of}-${keyOf(path)}` : undefined}>
        <legend>{label}</legend>
        {words.map((word) => (
          <Check
            key={word}
            checked={chosen.includes(word)}
            onCheck={(on) => onText((on ? [...chosen, word] : chosen.filter((one) => one !== word)).join(' '))}
          >
            {wordOf(word)}
          </Check>
        ))}
        {wrong ? (
          <p role="alert" id={`${of}-${keyOf(path)}`}>
            {wrong}
          </p>
        ) : null}
      </fieldset>
    );
  }
  if (!several && (is === 'word' || (is === 'item' && items.length + words.length > 0)))
    return (
      <span>
        <Choice
          label={label}
          value={value}
          options={[
            { value: '', label: '—' },
            ...words.map((word) => ({ value: word, label: wordOf(word) })),
            ...items.map((item) => ({ value: item.code, label: `${item.code} · ${item.name}` })),
          ]}
          onPick={onText}
        />
        {wrong ? <span role="alert">{wrong}</span> : null}
      </span>
    );
  if (is === 'day')
    return (
      <span>
        <DayField label={label} value={value} onText={onText} />
        {wrong ? <span role="alert">{wrong}</span> : null}
      </span>
    );
  const plain = is === 'text' && field.max > 3;
  const list = `draft-${of}-${keyOf(path)}`;
  const offers = is === 'text' ? words : items.map(({ code }) => code);
  const input = (
    <Field
      label={label}
      value={value}
      onText={onText}
      mono={!plain}
      dir={plain ? 'auto' : 'ltr'}
      maxLength={is === 'text' && !several ? Math.min(field.max, 2_000) : 2_000}
      autoComplete="off"
      spellCheck={plain}
      list={offers.length > 0 ? list : undefined}
      placeholder={is === 'moment' ? '2027-03-16 04:00' : undefined}
      hint={several ? t(plain ? 'draft.hint.lines' : `draft.hint.${is}`) : undefined}
      fault={wrong}
    />
  );
  return (
    <>
      {input}
      {offers.length > 0 ? (
        <datalist id={list}>
          {offers.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </datalist>
      ) : null}
      {is === 'moment' ? (
        <Field
          label={t('draft.zone')}
          value={zone}
          onText={onZone}
          mono
          dir="ltr"
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          hint={t('portfolio.zoneHint')}
        />
      ) : null}
    </>
  );
}

/** Words on an empty list, with the way out of it. */
export function DraftHint({ card, kind }: { readonly card: OperationCard; readonly kind: PaperKind }) {
  const { t } = useT();
  if (!card.mine || card.lens) return null;
  return (
    <Button tone="primary" onClick={() => draftPaper(card.id, kind)}>
      {t(`draft.new.${kind}`)} <Kbd>Shift+I</Kbd>
    </Button>
  );
}
