/** Travellers of a movement and their screening. The rows lie under a key of their own and are shown here and nowhere else. */
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { PaperCard } from '#shared/contract/papers.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { TravellerView } from '#shared/contract/travellers.ts';
import { CATEGORIES } from '#shared/model/vocabulary.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Button, Check, Chip, Choice, Code, Failure, Field, Loading, Withheld } from '../../ui/index.ts';
import { StepMenu, useStateWords } from '../steps/index.ts';
import styles from './papers.module.css';
import { Scroll } from './scroll.tsx';
import { PaperSheet } from './sheet.tsx';

const COUNT = 20;
type List = Output<'traveller.list'>;

export function Travellers({ card, paper }: { readonly card: OperationCard; readonly paper: PaperCard }) {
  const { t } = useT();
  const operation = card.id;
  const [first, setFirst] = useState(0);
  const [sheet, setSheet] = useState<'add' | 'checks' | null>(null);
  const movement = paper.row.id;
  const ask = useAsk('traveller.list', { operation, movement, first, count: COUNT });
  const mine = ask.data?.mine === true && card.lens === null;
  useCommand('traveller.add', () => setSheet('add'), mine);
  useCommand('movement.check', () => setSheet('checks'), mine);
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={3} />;
  const { total, rows, closed } = ask.data;
  const close = (): void => setSheet(null);
  return (
    <section>
      <h3>{t('travellers.title')}</h3>
      <p className={styles.line}>
        <States list={ask.data} />
        {mine ? (
          <>
            <Button onClick={() => setSheet('add')}>{t('travellers.add')}</Button>
            <Button onClick={() => setSheet('checks')}>{t('travellers.checks')}</Button>
          </>
        ) : null}
      </p>
      <p className={styles.muted}>{t('travellers.apart')}</p>
      {closed > 0 ? <Withheld>{t('travellers.closed', { count: closed })}</Withheld> : null}
      {total === 0 ? null : (
        <Scroll label={t('travellers.title')}>
          <table className={styles.small}>
            <thead>
              <tr>
                {(['reference', 'group', 'state', 'decided', 'step'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`travellers.col.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} operation={operation} row={row} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {total > COUNT ? (
        <p className={styles.line}>
          <span>{t('travellers.range', { from: first + 1, to: Math.min(total, first + COUNT), total })}</span>
          <Button onClick={() => setFirst(first - COUNT)} disabled={first === 0}>
            {t('coverage.before')}
          </Button>
          <Button onClick={() => setFirst(first + COUNT)} disabled={first + COUNT >= total}>
            {t('coverage.after')}
          </Button>
        </p>
      ) : null}
      {sheet === 'add' ? <AddSheet operation={operation} paper={paper} onClose={close} /> : null}
      {sheet === 'checks' ? <ChecksSheet operation={operation} paper={paper} list={ask.data} onClose={close} /> : null}
    </section>
  );
}

function States({ list: { total, expected, states } }: { readonly list: List }) {
  const { t } = useT();
  const words = useStateWords();
  return (
    <>
      <span>{t('travellers.count', { done: total, total: expected })}</span>
      {states
        .filter(({ n }) => n > 0)
        .map(({ state, n }) => (
          <Chip key={state}>
            {words('screening', state)} {n}
          </Chip>
        ))}
    </>
  );
}

function Row({ operation, row }: { readonly operation: string; readonly row: TravellerView }) {
  const { t, language } = useT();
  const words = useStateWords();
  return (
    <tr>
      <th scope="row">
        <Code>{row.reference ?? '—'}</Code>
      </th>
      <td>
        <Code>{row.nationality ?? '—'}</Code> {row.category === null ? null : t(`papers.word.category.${row.category}`)}
      </td>
      <td>{row.state === null ? '—' : words('screening', row.state)}</td>
      <td>
        {row.on === null ? '—' : plainDateText(row.on, language, 'dayYear')}
        {row.authority === null ? null : (
          <>
            {' '}
            · <bdi>{row.authority}</bdi>
          </>
        )}
        {row.by === null ? null : (
          <>
            <br />
            <bdi>{row.by}</bdi>
          </>
        )}
        {row.reason === null ? null : (
          <>
            <br />
            <bdi>{row.reason}</bdi>
          </>
        )}
        {row.review === null ? null : (
          <>
            <br />
            {t('travellers.review', { day: plainDateText(row.review, language, 'dayYear') })}
          </>
        )}
      </td>
      <td>
        <StepMenu operation={operation} item={row.id} sealed name={row.reference ?? ''} />
      </td>
    </tr>
  );
}

interface SheetProps {
  readonly operation: string;
  readonly paper: PaperCard;
  readonly onClose: () => void;
}

function AddSheet({ operation, paper, onClose }: SheetProps) {
  const { t } = useT();
  const [reference, setReference] = useState('');
  const [nationality, setNationality] = useState('');
  const [category, setCategory] = useState<(typeof CATEGORIES)[number]>('victim');
  const [by, setBy] = useState('');
  const send = useSend('traveller.add');
  const announce = useAnnounce();
  const cc = nationality.trim().toUpperCase();
  const filled = reference.trim() !== '' && /^[A-Z]{2}$/.test(cc) && by.trim() !== '';
  const apply = (): void => {
    if (!filled || send.isPending) return;
    send.mutate(
      {
        operation,
        movement: paper.row.id,
        reference: reference.trim(),
        nationality: cc,
        category,
        by: by.trim(),
      },
      {
        onSuccess: (done) => {
          onClose();
          announce(done);
        },
      },
    );
  };
  return (
    <PaperSheet
      title={t('travellers.addTitle', { code: paper.row.code })}
      apply={t('travellers.addApply')}
      ready={filled && !send.isPending}
      onApply={apply}
      onClose={onClose}
      error={send.error}
    >
      <p>{t('travellers.addText')}</p>
      <div className={styles.form}>
        <Field
          label={t('travellers.reference')}
          value={reference}
          onText={setReference}
          dir="ltr"
          maxLength={64}
          autoComplete="off"
        />
        <Field
          label={t('travellers.nationality')}
          value={nationality}
          onText={setNationality}
          dir="ltr"
          maxLength={2}
          autoComplete="off"
        />
        <Choice
          label={t('papers.field.category')}
          value={category}
          options={CATEGORIES.map((one) => ({ value: one, label: t(`papers.word.category.${one}`) }))}
          onPick={setCategory}
        />
        <Field label={t('papers.signBy')} value={by} onText={setBy} autoComplete="off" />
      </div>
    </PaperSheet>
  );
}

const CHECKS = [
  'screened',
  'consent',
  'refoulementCleared',
  'nationality',
  'travelDoc',
  'consular',
  'fitToTravel',
] as const;

function ChecksSheet({ operation, paper, list, onClose }: SheetProps & { readonly list: List }) {
  const { t } = useT();
  const screened = list.states.reduce((sum, { state, n }) => sum + (state === 'unscreened' ? 0 : n), 0);
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(
      CHECKS.map((key) => [key, String(list.checks?.[key] ?? (key === 'screened' ? screened : 0))] as const),
    ),
  );
  const [carrierNotice, setCarrier] = useState(list.checks?.carrierNotice ?? false);
  const [handoverSlot, setSlot] = useState(list.checks?.handoverSlot ?? false);
  const [by, setBy] = useState('');
  const send = useSend('movement.check');
  const announce = useAnnounce();
  const number = (key: (typeof CHECKS)[number]): number => {
    const text = (texts[key] ?? '').trim();
    return /^\d{1,6}$/.test(text) ? Number(text) : -1;
  };
  const filled = by.trim() !== '' && CHECKS.every((key) => number(key) >= 0);
  const apply = (): void => {
    if (!filled || send.isPending) return;
    const checks = {
      screened: number('screened'),
      consent: number('consent'),
      refoulementCleared: number('refoulementCleared'),
      nationality: number('nationality'),
      travelDoc: number('travelDoc'),
      consular: number('consular'),
      fitToTravel: number('fitToTravel'),
      carrierNotice,
      handoverSlot,
    };
    send.mutate(
      { operation, movement: paper.row.id, checks, by: by.trim() },
      {
        onSuccess: (done) => {
          onClose();
          announce(done);
        },
      },
    );
  };
  return (
    <PaperSheet
      title={t('travellers.checksTitle', { code: paper.row.code })}
      apply={t('travellers.checksApply')}
      ready={filled && !send.isPending}
      onApply={apply}
      onClose={onClose}
      error={send.error}
    >
      <p>{t('travellers.checksText', { total: list.expected, done: screened })}</p>
      <div className={styles.form}>
        {CHECKS.map((key) => (
          <Field
            key={key}
            label={t(`papers.word.check.${key}`)}
            value={texts[key] ?? ''}
            onText={(text) => setTexts((old) => ({ ...old, [key]: text }))}
            inputMode="numeric"
            autoComplete="off"
            fault={number(key) < 0 ? t('steps.personsFault') : undefined}
          />
        ))}
        <Field label={t('papers.signBy')} value={by} onText={setBy} autoComplete="off" />
        <div className={styles.wide}>
          <Check checked={carrierNotice} onCheck={setCarrier}>
            {t('papers.fact.carrierNotice')}
          </Check>
          <Check checked={handoverSlot} onCheck={setSlot}>
            {t('papers.fact.handoverSlot')}
          </Check>
        </div>
      </div>
    </PaperSheet>
  );
}
