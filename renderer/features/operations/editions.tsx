/** The editions of one operation side by side: a picture of their length around H, then what each planned and brought, then what differs. */
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DifferingView, EditionComparison, EditionSideView } from '#shared/contract/editions.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { amountText, clockText, dateText, numberText, useT } from '../../i18n/index.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button, Code, Empty, Failure, Kbd, Ltr, Sheet, Sign } from '../../ui/index.ts';
import styles from './editions.module.css';

const DAY_MS = 86_400_000;
const percent = (part: number, whole: number): string => `${whole <= 0 ? 0 : ((part / whole) * 100).toFixed(2)}%`;

export function EditionsDialog({ operation, onClose }: { readonly operation: string; readonly onClose: () => void }) {
  const { t, language } = useT();
  const ask = useAsk('edition.compare', { operation }, { keep: false });
  const lang = usePreferences((s) => s.language);
  const print = useMutation({
    mutationFn: async () => {
      const file = await call('file.saveAs', { purpose: 'brief', suggestedName: `editions-${lang}.pdf` });
      return file ? call('edition.print', { ticket: file.ticket, operation, lang }) : null;
    },
  });
  const sides = ask.data?.sides ?? [];
  const several = sides.length > 1;
  const chosen = sides.findIndex((side) => side.chosen);
  const apply = (): void => {
    if (several && !print.isPending) print.mutate();
  };
  // Opened with what there is to read, so that the focus begins there.
  if (ask.isPending) return null;
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      onApply={apply}
      title={t('editions.title', { name: sides[chosen]?.codeName ?? '' })}
      closeLabel={t('action.close')}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t('action.close')} <Kbd>Esc</Kbd>
          </Button>
          {several ? (
            <Button tone="primary" onClick={apply} aria-disabled={print.isPending}>
              {print.isPending ? t('brief.printing') : t('editions.print')} <Kbd>Ctrl+Enter</Kbd>
            </Button>
          ) : null}
        </>
      }
    >
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {ask.data && !several ? (
        <Empty title={t('editions.none.title')} text={t('editions.none.text')}>
          <Button
            tone="primary"
            onClick={() => {
              onClose();
              usePortfolio.getState().begin({ from: operation });
            }}
          >
            {t('editions.begin')} <Kbd>Ctrl+Shift+E</Kbd>
          </Button>
        </Empty>
      ) : null}
      {ask.data && several ? (
        <>
          <p role="status">
            {t('editions.which', {
              n: numberText(ask.data.older + chosen + 1, language),
              total: numberText(ask.data.older + sides.length, language),
            })}{' '}
            {ask.data.older > 0 ? t('editions.older', { count: ask.data.older }) : null}
          </p>
          <Picture sides={sides} />
          <Plans sides={sides} />
          <Results seen={ask.data} />
          {sides.map((side) => (side.since ? <Differences key={side.id} side={side} /> : null))}
        </>
      ) : null}
      {print.isError ? <Failure error={failureOf(print.error)} /> : null}
      {print.data ? (
        <p role="status">{t('brief.done', { file: print.data.fileName, count: print.data.pages })}</p>
      ) : null}
    </Sheet>
  );
}

/** Each edition as a bar around its own H, all on one scale. */
function Picture({ sides }: { readonly sides: readonly EditionSideView[] }) {
  const { t, language } = useT();
  const around = sides.flatMap(({ extent, hHour }) =>
    extent && hHour !== null ? [{ from: extent.from - hHour, to: extent.to - hHour }] : [],
  );
  const from = Math.min(0, ...around.map((one) => one.from));
  const to = Math.max(0, ...around.map((one) => one.to));
  return (
    <figure className={styles.picture}>
      {sides.map(({ id, codeName, extent, hHour, chosen }) => (
        <div key={id} className={styles.lane} data-chosen={chosen || undefined}>
          <bdi>{codeName}</bdi>
          <span className={styles.track} aria-hidden>
            {extent && hHour !== null ? (
              <>
                <i
                  style={{
                    insetInlineStart: percent(extent.from - hHour - from, to - from),
                    inlineSize: percent(extent.to - extent.from, to - from),
                  }}
                />
                <b style={{ insetInlineStart: percent(-from, to - from) }} />
              </>
            ) : null}
          </span>
          <span>
            {extent
              ? t('editions.days', { count: Math.round((extent.to - extent.from) / DAY_MS) })
              : t('timeline.noTime')}
          </span>
        </div>
      ))}
      <figcaption>{t('editions.picture', { from: numberText(Math.round(-from / DAY_MS), language) })}</figcaption>
    </figure>
  );
}

const NUMBERS = ['tasks', 'people', 'sites', 'agreements', 'inForce', 'block', 'warn'] as const;

function Heads({ sides, first }: { readonly sides: readonly EditionSideView[]; readonly first: string }) {
  return (
    <>
      <th scope="col">{first}</th>
      {sides.map((side) => (
        <th key={side.id} scope="col" data-chosen={side.chosen || undefined}>
          <bdi>{side.codeName}</bdi> <Code>{side.code}</Code>
        </th>
      ))}
    </>
  );
}

function Plans({ sides }: { readonly sides: readonly EditionSideView[] }) {
  const { t, maybe, language } = useT();
  const rows = NUMBERS.map((name) => ({ name, of: (side: EditionSideView) => side[name] }));
  const hours = { name: 'work', of: (side: EditionSideView) => Math.round(side.work / 60) } as const;
  return (
    <Wrap label={t('editions.plan')}>
      <table className={styles.table}>
        <caption>{t('editions.plan')}</caption>
        <thead>
          <tr>
            <Heads sides={sides} first={t('editions.plan')} />
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('operations.col.status')}</th>
            {sides.map(({ id, status }) => (
              <td key={id}>{maybe(`operationStatus.${status}`, status)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('operations.col.h')}</th>
            {sides.map(({ id, hHour, refTz }) => (
              <td key={id}>
                {hHour === null ? (
                  t('h.withheldShort')
                ) : (
                  <>
                    {dateText(hHour, refTz, language, 'full')} <Ltr>{clockText(hHour, refTz)}</Ltr>
                  </>
                )}
              </td>
            ))}
          </tr>
          {[hours, ...rows].map(({ name, of }) => {
            const most = Math.max(...sides.map(of));
            return (
              <tr key={name}>
                <th scope="row">{t(`editions.row.${name}`)}</th>
                {sides.map((side, n) => {
                  const before = sides[n - 1];
                  const more = before ? of(side) - of(before) : 0;
                  return (
                    <td key={side.id}>
                      {numberText(of(side), language)}{' '}
                      {more === 0 ? null : (
                        <small>
                          <Ltr>{`${more > 0 ? '+' : '−'}${numberText(Math.abs(more), language)}`}</Ltr>
                        </small>
                      )}
                      <span className={styles.bar} style={{ inlineSize: percent(of(side), most) }} aria-hidden />
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wrap>
  );
}

function Results({ seen: { sides, figures } }: { readonly seen: EditionComparison }) {
  const { t, maybe, language } = useT();
  if (figures.length === 0) return <p className={styles.quiet}>{t('editions.noResults')}</p>;
  return (
    <Wrap label={t('actionDay.results')}>
      <table className={styles.table}>
        <caption>{t('actionDay.results')}</caption>
        <thead>
          <tr>
            <Heads sides={sides} first={t('actionDay.result.figure')} />
            <th scope="col">{t('editions.all')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ figure, unit, sides: values, all }) => {
            const most = Math.max(...values.map((value) => value?.total ?? 0));
            return (
              <tr key={`${figure} ${unit}`}>
                <th scope="row">{maybe(`figure.${figure}`, figure.replaceAll('_', ' '))}</th>
                {values.map((value, n) => (
                  <td key={sides[n]?.id ?? n}>
                    {value === null ? (
                      '—'
                    ) : (
                      <>
                        <b>{amountText(value.total, unit, language)}</b>{' '}
                        <small>{t('editions.confirmed', { value: amountText(value.confirmed, unit, language) })}</small>
                        <span className={styles.bar} style={{ inlineSize: percent(value.total, most) }} aria-hidden />
                        {value.agencies.map((one) => (
                          <small key={one.agency ?? ''} className={styles.share}>
                            <Code>{one.agency ?? '—'}</Code> {amountText(one.value, unit, language)}
                          </small>
                        ))}
                        {value.again > 0 ? <small>{t('editions.again', { count: value.again })}</small> : null}
                      </>
                    )}
                  </td>
                ))}
                <td>
                  <b>{amountText(all, unit, language)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wrap>
  );
}

const PARTS = ['people', 'sites', 'agreements'] as const;

type RuleCounts = NonNullable<EditionSideView['since']>['findings'];
/** Rules that object more often than before, then those that do so less often. */
const worseFirst = (rules: RuleCounts): RuleCounts =>
  rules.toSorted((a, b) => Number(b.now > b.before) - Number(a.now > a.before));

function Differences({ side }: { readonly side: EditionSideView }) {
  const { t, maybe } = useT();
  const { since } = side;
  if (!since) return null;
  return (
    <section className={styles.differs}>
      <h3>{t('editions.differs', { name: side.codeName })}</h3>
      <dl>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{t(`editions.row.${part}`)}</dt>
            <dd>
              <Named differing={since[part]} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('area.findings')}</dt>
          <dd>
            {since.findings.length === 0 ? t('editions.sameFindings') : null}
            <ul className={styles.rules}>
              {worseFirst(since.findings).map(({ rule, severity, before, now }) => (
                <li key={`${severity} ${rule}`}>
                  {/* What is fewer than before is not told in the colour of what is wrong. */}
                  <Sign tone={now > before ? severity : 'ready'} label={t(`severity.${severity}`)}>
                    <Ltr>{`${before} → ${now}`}</Ltr>
                  </Sign>{' '}
                  {maybe(`rule.${rule}.name`, '')} <Code>{rule}</Code>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Named({ differing }: { readonly differing: DifferingView }) {
  const { t } = useT();
  const { kept, added, gone, addedInAll, goneInAll } = differing;
  const part = (key: 'added' | 'gone', names: readonly string[], inAll: number) =>
    inAll === 0 ? null : (
      <span>
        <b>{t(`editions.${key}`, { count: inAll })}</b>{' '}
        {names.map((name, n) => (
          <span key={name}>
            {n > 0 ? ' · ' : null}
            <bdi>{name}</bdi>
          </span>
        ))}
        {inAll > names.length ? ' …' : null}
      </span>
    );
  return (
    <>
      <span>{t('editions.kept', { count: kept })}</span>
      {part('added', added, addedInAll)}
      {part('gone', gone, goneInAll)}
    </>
  );
}

function Wrap({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1)
    <section className={styles.wrap} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
