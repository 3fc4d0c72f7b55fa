/** What the bands say of one task, in words: lawful hours and authority, papers it leans on, who starts together with it. */
import { useState } from 'react';
import type { OperationCard, TaskDetail } from '#shared/contract/planning.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { biText, clockText, dateText, deltaText, durationText, plainDateText, useT } from '../../i18n/index.ts';
import { openPaper } from '../../state/papers-place.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useDraft } from '../../state/drafts.ts';
import { Button, Code, Failure, Field, LeaveApply, Ltr, Sheet, Sign } from '../../ui/index.ts';
import styles from './panel.module.css';

export function Standing({ card, detail }: { readonly card: OperationCard; readonly detail: TaskDetail }) {
  return (
    <>
      <Lawful card={card} detail={detail} />
      <Together card={card} detail={detail} />
      <Papers card={card} detail={detail} />
    </>
  );
}

function Lawful({ card, detail }: { readonly card: OperationCard; readonly detail: TaskDetail }) {
  const { t } = useT();
  const [asking, setAsking] = useState(false);
  const { lawful, row } = detail;
  if (lawful === null) return null;
  const { outside, authority } = lawful;
  const mine = card.mine && card.lens === null;
  return (
    <section>
      <h3>{t('lawful.title')}</h3>
      <p>
        <Ltr>{lawful.cc}</Ltr> · {t(`taskKind.${row.kind}`)} · <Ltr>{lawful.hours}</Ltr>{' '}
        <span className={styles.muted}>{t('lawful.clock')}</span>
      </p>
      {outside === 0 ? (
        <Sign tone="ready">{t('lawful.within')}</Sign>
      ) : (
        <Sign tone={authority === null && !lawful.withheld ? 'block' : 'warn'}>
          {t('lawful.outside')} <Ltr>{durationText(outside)}</Ltr>
        </Sign>
      )}
      {authority !== null ? (
        <p>
          {t('lawful.authority')} <bdi>{authority}</bdi>
        </p>
      ) : outside > 0 ? (
        <p>{t(lawful.withheld ? 'lawful.withheld' : 'lawful.none')}</p>
      ) : null}
      {mine && (outside > 0 || authority !== null) ? (
        <Button onClick={() => setAsking(true)}>{t(authority === null ? 'lawful.record' : 'lawful.change')}</Button>
      ) : null}
      {asking ? (
        <AuthoritySheet operation={card.id} task={row} before={authority} onClose={() => setAsking(false)} />
      ) : null}
    </section>
  );
}

function AuthoritySheet({
  operation,
  task,
  before,
  onClose,
}: {
  readonly operation: string;
  readonly task: TaskDetail['row'];
  readonly before: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const [text, setText, used] = useDraft(`authority/${task.id}`, before ?? '');
  const send = useSend('task.authorise');
  const announce = useAnnounce();
  const ready = text.trim() !== (before ?? '') && !send.isPending;
  const apply = (): void => {
    if (!ready) return;
    send.mutate(
      { operation, task: task.id, authority: text.trim() },
      {
        onSuccess: (done) => {
          used();
          onClose();
          announce(done);
        },
      },
    );
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('lawful.sheet', { code: task.code })}
      closeLabel={t('action.close')}
      foot={<LeaveApply onLeave={onClose} onApply={apply} disabled={!ready} />}
    >
      <Field
        label={t('lawful.field')}
        value={text}
        onText={setText}
        autoComplete="off"
        dir="auto"
        maxLength={500}
        hint={t('lawful.hint')}
      />
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Sheet>
  );
}

function Together({ card, detail }: { readonly card: OperationCard; readonly detail: TaskDetail }) {
  const { t, language } = useT();
  const problem = useProblem();
  const { sync, row } = detail;
  if (sync === null) return null;
  const first = sync.members.find(({ start }) => start !== null)?.start ?? null;
  const apart = sync.spread !== null && sync.spread > sync.tolerance;
  return (
    <section>
      <h3>{t('together.title', { group: sync.code })}</h3>
      <p>
        <bdi>{sync.name}</bdi>
      </p>
      {sync.spread === null ? null : (
        <Sign tone={apart ? 'block' : 'ready'}>
          {t(apart ? 'together.apart' : 'together.together')} <Ltr>{durationText(sync.spread)}</Ltr>{' '}
          {t('together.allowed')} <Ltr>{durationText(sync.tolerance)}</Ltr>
        </Sign>
      )}
      <ul className={styles.list}>
        {sync.members.map((member) => (
          <li key={member.id}>
            <span className={styles.muted}>
              <Ltr>
                {member.start === null || first === null ? '—' : deltaText(Math.round((member.start - first) / 60_000))}
              </Ltr>
            </span>
            <span>
              {member.id === row.id ? (
                <b>
                  <Code>{member.code}</Code> <bdi>{member.title}</bdi>
                </b>
              ) : (
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => {
                    jumpToTask(card.id, member.code).catch(problem);
                  }}
                >
                  <Code>{member.code}</Code> <bdi>{member.title}</bdi>
                </button>
              )}
              <br />
              <small className={styles.muted}>
                {member.start === null ? (
                  t('timeline.noTime')
                ) : (
                  <>
                    {dateText(member.start, member.placeTz, language, 'day')}{' '}
                    <Ltr>{clockText(member.start, member.placeTz)}</Ltr>
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Papers({ card, detail }: { readonly card: OperationCard; readonly detail: TaskDetail }) {
  const { t, language } = useT();
  if (detail.papers.length === 0) return null;
  const day = (date: string | null): string =>
    date === null ? t('bands.open') : plainDateText(date, language, 'dayYear');
  return (
    <section>
      <h3>{t('bands.leans')}</h3>
      <ul className={styles.list}>
        {detail.papers.map(({ is, record, code, title, from, until, carried }) => (
          <li key={code}>
            <Code>{code}</Code>
            <span>
              {record === null ? (
                <bdi>{biText(title, language)}</bdi>
              ) : (
                <button type="button" className={styles.link} onClick={() => openPaper(card.id, is, record)}>
                  <bdi>{biText(title, language)}</bdi>
                </button>
              )}
              <br />
              <small className={styles.muted}>
                <bdi>{day(from)}</bdi> – <bdi>{day(until)}</bdi>
              </small>
            </span>
            <Sign tone={carried ? 'ready' : 'block'}>{t(carried ? 'bands.carries' : 'bands.carriesNot')}</Sign>
          </li>
        ))}
      </ul>
    </section>
  );
}
