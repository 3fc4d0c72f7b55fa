/** What is written down on the action day: a note, a decision, a go or no-go, a figure. Each is one step and can be undone. */
import { useState } from 'react';
import type { SiteCard } from '#shared/contract/action-day.ts';
import { RESULT_FIGURES, type ResultFigure } from '#shared/model/vocabulary.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Check, Choice, Field } from '../../ui/index.ts';
import { ReasonSheet } from '../exchange/index.ts';

export type Asked =
  | { readonly is: 'note'; readonly task?: string }
  | { readonly is: 'decide'; readonly task?: string }
  | { readonly is: 'call'; readonly site: SiteCard; readonly go: boolean }
  | { readonly is: 'count' };

export interface SheetsProps {
  readonly operation: string;
  readonly asked: Asked;
  readonly sites: readonly SiteCard[];
  readonly onClose: () => void;
}

export function Sheets(props: SheetsProps) {
  switch (props.asked.is) {
    case 'note':
      return <NoteSheet {...props} task={props.asked.task ?? null} />;
    case 'decide':
      return <DecideSheet {...props} task={props.asked.task ?? null} />;
    case 'call':
      return <CallSheet {...props} site={props.asked.site} go={props.asked.go} />;
    case 'count':
      return <CountSheet {...props} />;
  }
}

function NoteSheet({ operation, sites, task, onClose }: SheetsProps & { readonly task: string | null }) {
  const { t } = useT();
  const [site, setSite] = useState('');
  const send = useSend('action.note');
  const announce = useAnnounce();
  return (
    <ReasonSheet
      title={task === null ? t('actionDay.noteTitle') : t('actionDay.noteAbout', { code: task })}
      action={t('actionDay.noteApply')}
      reasonLabel={t('actionDay.what')}
      pending={send.isPending}
      error={send.isError ? failureOf(send.error) : null}
      onClose={onClose}
      onSend={({ reason, by }) =>
        send.mutate(
          { operation, text: reason, site: site === '' ? null : site, task, by },
          {
            onSuccess: (done) => {
              onClose();
              announce(done);
            },
          },
        )
      }
    >
      <Choice
        label={t('actionDay.site')}
        value={site}
        options={[
          { value: '', label: t('actionDay.noSite') },
          ...sites.map(({ code, codeWord }) => ({ value: code, label: codeWord })),
        ]}
        onPick={setSite}
      />
    </ReasonSheet>
  );
}

function DecideSheet({ operation, task, onClose }: SheetsProps & { readonly task: string | null }) {
  const { t } = useT();
  const [choice, setChoice] = useState('');
  const send = useSend('action.decide');
  const announce = useAnnounce();
  return (
    <ReasonSheet
      title={task === null ? t('actionDay.decideTitle') : t('actionDay.decideAt', { code: task })}
      text={t('actionDay.decideText')}
      action={t('actionDay.decideApply')}
      reasonLabel={t('steps.reason')}
      pending={send.isPending}
      error={send.isError ? failureOf(send.error) : null}
      fault={choice.trim() === '' ? t('actionDay.choiceNeeded') : undefined}
      onClose={onClose}
      onSend={({ reason, by }) =>
        send.mutate(
          { operation, choice: choice.trim(), reason, task, by },
          {
            onSuccess: (done) => {
              onClose();
              announce(done);
            },
          },
        )
      }
    >
      <Field label={t('actionDay.choice')} value={choice} onText={setChoice} maxLength={500} autoComplete="off" />
    </ReasonSheet>
  );
}

function CallSheet({ operation, site, go, onClose }: SheetsProps & { readonly site: SiteCard; readonly go: boolean }) {
  const { t } = useT();
  const send = useSend('action.call');
  const announce = useAnnounce();
  const against = go && site.findings.block > 0;
  return (
    <ReasonSheet
      title={t(go ? 'actionDay.goTitle' : 'actionDay.noGoTitle', { site: site.codeWord })}
      text={
        against
          ? t('actionDay.goAgainst', { count: site.findings.block })
          : t(go ? 'actionDay.goText' : 'actionDay.noGoText')
      }
      action={t(go ? 'actionDay.goApply' : 'actionDay.noGoApply')}
      reasonLabel={t('steps.reason')}
      pending={send.isPending}
      error={send.isError ? failureOf(send.error) : null}
      onClose={onClose}
      onSend={({ reason, by }) =>
        send.mutate(
          { operation, site: site.code, go, reason, by },
          {
            onSuccess: (done) => {
              onClose();
              announce(done);
            },
          },
        )
      }
    />
  );
}

const MONEY: readonly ResultFigure[] = ['usd_intercepted', 'usd_seized'];

function CountSheet({ operation, onClose }: SheetsProps) {
  const { t } = useT();
  const results = useAsk('action.results', { operation, first: 0, count: 1 });
  const agencies = results.data?.agencies ?? [];
  const [figure, setFigure] = useState<ResultFigure>('arrests');
  const [value, setValue] = useState('1');
  const [agency, setAgency] = useState('');
  const [event, setEvent] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const send = useSend('action.count');
  const announce = useAnnounce();
  const of = agency === '' ? (agencies[0]?.code ?? '') : agency;
  const good = /^\d{1,12}$/.test(value.trim());
  const money = MONEY.includes(figure);
  return (
    <ReasonSheet
      title={t('actionDay.countTitle')}
      text={t('actionDay.countText')}
      action={t('actionDay.countApply')}
      pending={send.isPending}
      error={send.isError ? failureOf(send.error) : null}
      fault={good ? undefined : t('actionDay.numberNeeded')}
      onClose={onClose}
      onSend={({ by }) =>
        send.mutate(
          {
            operation,
            figure,
            value: Number(value.trim()) * (money ? 100 : 1),
            agency: of,
            confirmed,
            event: event.trim() === '' ? null : event.trim(),
            by,
          },
          {
            onSuccess: (done) => {
              onClose();
              announce(done);
            },
          },
        )
      }
    >
      <Choice
        label={t('actionDay.result.figure')}
        value={figure}
        options={RESULT_FIGURES.map((one) => ({ value: one, label: t(`figure.${one}`) }))}
        onPick={setFigure}
      />
      <Field
        label={t(money ? 'actionDay.dollars' : 'actionDay.number')}
        value={value}
        onText={setValue}
        inputMode="numeric"
        dir="ltr"
        autoComplete="off"
      />
      <Choice
        label={t('actionDay.result.agency')}
        value={of}
        options={agencies.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))}
        onPick={setAgency}
      />
      <Field
        label={t('actionDay.event')}
        hint={t('actionDay.eventHint')}
        value={event}
        onText={setEvent}
        maxLength={64}
        dir="ltr"
        autoComplete="off"
      />
      <Check checked={confirmed} onCheck={setConfirmed}>
        {t('actionDay.confirmed')}
      </Check>
    </ReasonSheet>
  );
}
