/** The action day: how every site stands, what is due around H, the log, and what was counted. Everything works with no network. */
import { useRef, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, countdown, dateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useDraft } from '../../state/drafts.ts';
import { useNow } from '../../state/now.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { forReading } from '../../state/what-if.ts';
import { Button, Choice, Empty, Failure, Field, Loading, Ltr, PageTitle, ReadOnly, Sign } from '../../ui/index.ts';
import { useBy } from '../exchange/index.ts';
import styles from './action.module.css';
import { Checklist } from './checklist.tsx';
import { Log } from './log.tsx';
import { Results } from './results.tsx';
import { type Asked, Sheets } from './sheets.tsx';
import { Sites } from './sites.tsx';

/** Those who report from a site; commanders are named by the plan. */
export const ACTING = ['team_lead', 'operational_commander', 'tactical_commander'] as const;
export type Acting = (typeof ACTING)[number];

export function ActionDay({ card }: { readonly card: OperationCard }) {
  const { t, language } = useT();
  const operation = card.id;
  const view = useOperationView(operation);
  const zone = view.zone ?? card.refTz;
  const ask = useAsk('action.day', { operation });
  const now = useNow(ask.data?.trainingClock ? ask.data.now : null);
  const [by, setBy] = useBy();
  const [role, setRole] = useDraft(`action/${operation}/role`, ACTING[0]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const who = useRef<HTMLDivElement>(null);
  const mine = ask.data?.mine === true && card.lens === null;
  useCommand('action.note', () => setAsked({ is: 'note' }), mine);
  useCommand('action.decide', () => setAsked({ is: 'decide' }), mine);
  useCommand('action.count', () => setAsked({ is: 'count' }), mine);
  useCommand('view.inspector', () => usePlace.getState().inspect(!usePlace.getState().inspector));

  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={14} />;
  const day = forReading(card, ask.data);
  if (day.progress.due === 0 && day.sites.length === 0)
    return (
      <Empty title={t('actionDay.empty.title')} text={t('actionDay.empty.text')}>
        <Button tone="primary" onClick={() => usePlace.getState().go('timeline')}>
          {t('home.open')}
        </Button>
      </Empty>
    );
  const left = card.hHour === null ? null : countdown(card.hHour, now);
  const { due, done, late } = day.progress;
  return (
    <div className={styles.screen}>
      <header className={styles.top}>
        <div className={styles.clock}>
          <PageTitle>{t('area.action')}</PageTitle>
          <p>
            {left && card.hHour !== null ? (
              <>
                <bdi>{t(left.past ? 'h.since' : 'h.until')}</bdi>{' '}
                <b>
                  <Ltr>{`${left.days > 0 ? `${left.days}d ` : ''}${left.clock}`}</Ltr>
                </b>{' '}
                <bdi className={styles.quiet}>
                  {dateText(card.hHour, card.refTz, language, 'day')} <Ltr>{clockText(card.hHour, card.refTz)}</Ltr>
                </bdi>
              </>
            ) : (
              t('h.withheldShort')
            )}
          </p>
          <p className={styles.progress} role="status">
            {t('actionDay.progress', { done, total: due })}
            {late > 0 ? <Sign tone="warn">{t('actionDay.late', { count: late })}</Sign> : null}
            {day.whole.block > 0 ? <Sign tone="block">{t('actionDay.whole', { count: day.whole.block })}</Sign> : null}
          </p>
        </div>
        {mine ? (
          <div className={styles.who} ref={who} role="group" aria-label={t('actionDay.who')}>
            <Field label={t('actionDay.by')} value={by} onText={setBy} maxLength={200} autoComplete="name" />
            <Choice
              label={t('steps.role')}
              value={ACTING.find((one) => one === role) ?? ACTING[0]}
              options={ACTING.map((one) => ({ value: one, label: t(`role.${one}`) }))}
              onPick={setRole}
            />
          </div>
        ) : (
          <ReadOnly>
            {card.lens ? t('error.code.branch-stays') : t('actionDay.keeper', { agency: card.ownerCode })}
          </ReadOnly>
        )}
      </header>
      {day.open ? null : (
        <p className={styles.ahead}>
          {t(now < day.from ? 'actionDay.ahead' : 'actionDay.over', {
            when: `${dateText(now < day.from ? day.from : day.to, zone, language, 'weekday')} ${clockText(now < day.from ? day.from : day.to, zone)}`,
          })}
        </p>
      )}
      <Sites day={day} now={now} onCall={(site, go) => setAsked({ is: 'call', site, go })} />
      <div className={styles.columns}>
        <Checklist
          card={card}
          day={day}
          now={now}
          zone={zone}
          by={by.trim()}
          role={ACTING.find((one) => one === role) ?? ACTING[0]}
          onNameless={() => who.current?.querySelector('input')?.focus()}
          onNote={(task) => setAsked({ is: 'note', task })}
          onDecide={(task) => setAsked({ is: 'decide', task })}
        />
        <div className={styles.side}>
          <Log
            operation={operation}
            mine={mine}
            zone={zone}
            sites={day.sites}
            onNote={() => setAsked({ is: 'note' })}
            onDecide={() => setAsked({ is: 'decide' })}
          />
          <Results operation={operation} mine={mine} zone={zone} onCount={() => setAsked({ is: 'count' })} />
        </div>
      </div>
      {asked ? <Sheets operation={operation} asked={asked} sites={day.sites} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}
