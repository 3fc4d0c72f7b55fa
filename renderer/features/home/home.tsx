import type { DueItem, HomeOperation, OtherOperations } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { biText, clockText, countdown, dateText, plainDateText, timeText, cityOf, useT } from '../../i18n/index.ts';
import { openFound } from '../../state/found.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useNow } from '../../state/now.ts';
import { usePlace } from '../../state/place.ts';
import { useProblem } from '../../state/steps.ts';
import { Button, Code, cx, Failure, Loading, Ltr, MarkingSign, Sign, SignShape } from '../../ui/index.ts';
import { FindingSentence } from '../finding-words/index.ts';
import { useOpenFinding } from '../findings/index.ts';
import { StartHere } from '../operations/index.ts';
import { useGapCount, useNextGap, wishForPerson } from '../staffing/index.ts';
import styles from './home.module.css';
import { ReadinessRing } from './ring.tsx';
import { gateTone } from './ring-path.ts';

/** What stands in the way, per running operation, and what is due in the next 72 hours. */
export function Home() {
  const ask = useAsk('home.summary', {});
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={10} />;
  if (ask.data.operations.length === 0) return <StartHere />;
  return (
    <div className={styles.screen}>
      {ask.data.operations.map((o) => (
        <OperationPanel key={o.card.id} home={o} />
      ))}
      <Others others={ask.data.others} />
    </div>
  );
}

/** How the operations further from their H stand: never silently left out. */
function Others({ others }: { readonly others: OtherOperations }) {
  const { t } = useT();
  if (others.total === 0) return null;
  const left = others.total - others.checked;
  return (
    <p className={styles.others}>
      {t('home.others', { count: others.total })}{' '}
      {others.blocked > 0 ? (
        <Sign tone="block" label={t('severity.block')}>
          {t('home.othersBlocked', { count: others.blocked })}
        </Sign>
      ) : null}{' '}
      {left > 0 ? <span className={styles.muted}>{t('home.othersLeft', { count: left })}</span> : null}{' '}
      <Button tone="quiet" onClick={() => usePlace.getState().go('operations')}>
        {t('home.allOperations')}
      </Button>
    </p>
  );
}

function OperationPanel({ home }: { readonly home: HomeOperation }) {
  const { t, maybe, language } = useT();
  const { card, gates, worst, due, ending } = home;
  const open = useOpenFinding(card.id);
  const blocked = gates.filter((g) => g.block > 0);
  const frame = useAsk('timeline.frame', { operation: card.id });
  const clock = useNow(frame.data?.trainingClock ? frame.data.now : null);
  const left = card.hHour === null || !frame.data ? null : countdown(card.hHour, clock);
  const [first] = blocked;
  const place = usePlace.getState();
  return (
    <section className={styles.operation} aria-label={card.codeName}>
      <header className={styles.head}>
        <div className={styles.sentence}>
          <h2>{card.codeName}</h2>
          <p>{biText(card.title, language)}</p>
        </div>
        <div className={styles.hBlock}>
          <span>
            <span className={styles.label}>{t('h.label')}</span>
            <br />
            {card.hHour === null ? (
              t('h.withheldShort')
            ) : (
              <>
                <b>
                  <Ltr>{timeText(card.hHour, card.refTz)}</Ltr>
                </b>{' '}
                {dateText(card.hHour, card.refTz, language, 'full')}{' '}
                <span className={styles.muted}>
                  <Ltr>{clockText(card.hHour, card.refTz).slice(6)}</Ltr>
                </span>
              </>
            )}
          </span>
          {left ? (
            <span>
              <span className={styles.label}>{t(left.past ? 'h.since' : 'h.until')}</span>
              <br />
              <b>
                <Ltr>{`${left.days > 0 ? `${left.days}d ` : ''}${left.clock}`}</Ltr>
              </b>
            </span>
          ) : null}
        </div>
        <MarkingSign marking={card.marking} />
        <Button tone="primary" onClick={() => place.openOperation(card.id)}>
          {t('home.open')}
        </Button>
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <h3>{t('home.readiness')}</h3>
          <p>
            {first
              ? t('home.blockedSentence', {
                  count: blocked.length,
                  gate: maybe(`gate.${first.gate}`, first.gate),
                  findings: first.block,
                })
              : t('home.clearSentence')}
          </p>
          <div className={styles.ready} style={{ marginBlockStart: 10 }}>
            <ReadinessRing gates={gates} />
            <ul className={styles.gates}>
              {gates
                .filter((g) => g.block + g.warn > 0)
                .map((g) => (
                  <li key={g.gate}>
                    <span>{maybe(`gate.${g.gate}`, g.gate)}</span>
                    {g.block > 0 ? (
                      <Sign tone="block" label={t('severity.block')}>
                        {g.block}
                      </Sign>
                    ) : null}
                    {g.warn > 0 ? (
                      <Sign tone="warn" label={t('severity.warn')}>
                        {g.warn}
                      </Sign>
                    ) : null}
                  </li>
                ))}
              <li>
                <span>{t('home.otherGates', { count: gates.filter((g) => gateTone(g) === 'ready').length })}</span>
                <Sign tone="ready">{t('findings.clear')}</Sign>
              </li>
            </ul>
          </div>
          <Gaps operation={card.id} />
        </div>
        <div className={styles.column}>
          <h3>
            {t('home.worst')}{' '}
            <span className={styles.muted}>
              {t('home.ofAll', { count: card.findings.block + card.findings.warn })}
              {card.findings.lifted > 0 ? ` · ${t('lift.count', { count: card.findings.lifted })}` : ''}
            </span>
          </h3>
          {worst.length === 0 ? <Sign tone="ready">{t('findings.empty.title')}</Sign> : null}
          <ul className={styles.worst}>
            {worst.slice(0, 7).map((f) => (
              <li key={`${f.rule}${f.subject}`}>
                <button type="button" className={styles.item} onClick={() => open(f)}>
                  <span style={{ color: f.severity === 'block' ? 'var(--block)' : 'var(--warn)' }}>
                    <SignShape tone={f.severity} />
                    <span className="visually-hidden">{t(`severity.${f.severity}`)}</span>
                  </span>
                  <strong>{maybe(`rule.${f.rule}.name`, f.message)}</strong>
                  <small>
                    <bdi>{f.label}</bdi> · <FindingSentence finding={f} />
                  </small>
                </button>
              </li>
            ))}
          </ul>
          <Button
            tone="quiet"
            className={styles.more}
            onClick={() => {
              place.openOperation(card.id, 'findings');
            }}
          >
            {t('home.allFindings')}
          </Button>
        </div>
        <div className={cx(styles.column, styles.coming)}>
          <div>
            <h3>{t('home.due')}</h3>
            <DueList operation={card.id} items={due} none={t('home.nothingDue')} />
            {card.hHour === null ? <p className={styles.muted}>{plainDateText(card.dDay, language, 'full')}</p> : null}
          </div>
          <div>
            <h3>{t('home.ending')}</h3>
            <DueList operation={card.id} items={ending} none={t('home.nothingEnds')} />
          </div>
        </div>
      </div>
    </section>
  );
}

const DUE_SHOWN = 10;
/** Moments to come, each leading to what it is about. */
function DueList({
  operation,
  items,
  none,
}: {
  readonly operation: string;
  readonly items: readonly DueItem[];
  readonly none: string;
}) {
  const { t, maybe, language } = useT();
  const problem = useProblem();
  const open = async ({ kind, code, record }: DueItem): Promise<void> => {
    const of = PERSONAL.includes(kind) ? 'person' : kind;
    if (of !== 'task' && record !== null)
      await openFound({ kind: of, record, operation: { id: operation } }, wishForPerson);
    else if (!(await jumpToTask(operation, code))) usePlace.getState().openOperation(operation, 'findings');
  };
  return (
    <>
      {items.length === 0 ? <p className={styles.muted}>{none}</p> : null}
      <ul className={styles.due}>
        {items.slice(0, DUE_SHOWN).map((d) => (
          <li key={`${d.kind}${d.code}${d.at}`}>
            <button type="button" className={styles.dueItem} onClick={() => void open(d).catch(problem)}>
              <span className={styles.when}>
                {dateText(d.at, d.zone, language, 'day')}{' '}
                <b>
                  <Ltr>{timeText(d.at, d.zone)}</Ltr>
                </b>
                <br />
                <small>
                  <Ltr>{cityOf(d.zone)}</Ltr>
                </small>
              </span>
              <span>
                <Code>{d.code}</Code> <bdi>{d.label}</bdi>
                <br />
                <small className={styles.muted}>
                  {maybe(`dueKind.${d.kind}`, maybe(`taskKind.${d.kind}`, d.kind))}
                </small>
              </span>
              <span>
                {d.findings.block > 0 ? (
                  <Sign tone="block" label={t('severity.block')}>
                    {d.findings.block}
                  </Sign>
                ) : d.findings.warn > 0 ? (
                  <Sign tone="warn" label={t('severity.warn')}>
                    {d.findings.warn}
                  </Sign>
                ) : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > DUE_SHOWN ? (
        <p className={styles.muted}>{t('home.moreDue', { count: items.length - DUE_SHOWN })}</p>
      ) : null}
    </>
  );
}
/** Moments of a person, who is opened with the task they are on. */
const PERSONAL: readonly string[] = ['vetting', 'medical', 'passport'];

/** What the team lead has to fill, and the way to the most urgent of it. */
function Gaps({ operation }: { readonly operation: string }) {
  const { t } = useT();
  const count = useGapCount(operation);
  const next = useNextGap(operation);
  if (count === null) return null;
  return (
    <div className={styles.gaps}>
      <h3>{t('home.gapsTitle')}</h3>
      {count === 0 ? (
        <Sign tone="ready">{t('staffing.noGaps')}</Sign>
      ) : (
        <p>
          {t('home.gaps', { count })}{' '}
          <Button tone="quiet" onClick={next}>
            {t('command.view.nextGap')} <KeyHint id="view.nextGap" />
          </Button>
        </p>
      )}
    </div>
  );
}
