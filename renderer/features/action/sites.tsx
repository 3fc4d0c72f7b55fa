/** Go or no-go, site by site: what stands against it, how far its tasks are, and the last word of command. */
import type { Output } from '#shared/contract/contract.ts';
import type { SiteCard } from '#shared/contract/action-day.ts';
import { cityOf, dayShiftText, offsetText, timeText, useT } from '../../i18n/index.ts';
import { Button, Chip, Code, Ltr, Sign } from '../../ui/index.ts';
import styles from './action.module.css';

export function Sites({
  day,
  now,
  onCall,
}: {
  readonly day: Output<'action.day'>;
  readonly now: number;
  readonly onCall: (site: SiteCard, go: boolean) => void;
}) {
  const { t } = useT();
  if (day.sites.length === 0) return null;
  return (
    <ul className={styles.sites} aria-label={t('actionDay.sites')}>
      {day.sites.map((site) => (
        <li key={site.code} className={styles.site} data-call={site.call?.entry}>
          <div className={styles.siteHead}>
            <strong>
              <bdi>{site.codeWord}</bdi>
            </strong>
            <Called site={site} />
          </div>
          <p className={styles.siteLine}>
            <span>
              <b>
                <Ltr>{timeText(now, site.tz)}</Ltr>
              </b>{' '}
              <Ltr>{`${cityOf(site.tz)} ${offsetText(now, site.tz)}`}</Ltr>
            </span>
            <span>{t('actionDay.progress', { done: site.progress.done, total: site.progress.due })}</span>
            {site.progress.late > 0 ? (
              <Sign tone="warn">{t('actionDay.late', { count: site.progress.late })}</Sign>
            ) : null}
          </p>
          <p className={styles.siteLine}>
            {site.findings.block > 0 ? (
              <Sign tone="block">{t('severity.blockCount', { count: site.findings.block })}</Sign>
            ) : site.findings.warn > 0 ? (
              <Sign tone="warn">{t('severity.warnCount', { count: site.findings.warn })}</Sign>
            ) : (
              <Sign tone="ready">{t('actionDay.clear')}</Sign>
            )}
            {site.stops.map(({ rule, subject }) => (
              <span key={`${rule} ${subject}`} className={styles.quiet}>
                <Code>{rule}</Code> <Code>{subject}</Code>
              </span>
            ))}
          </p>
          {site.call ? (
            <p className={styles.siteLine}>
              <span className={styles.quiet}>
                <Ltr>{timeText(site.call.at, site.tz)}</Ltr> · <bdi>{site.call.by}</bdi>
              </span>
              <bdi className={styles.reason}>{site.call.reason}</bdi>
            </p>
          ) : null}
          {day.mine ? (
            <div className={styles.siteFoot}>
              <Button onClick={() => onCall(site, true)}>
                {t('actionDay.go')} <span className="visually-hidden">{site.codeWord}</span>
              </Button>
              <Button onClick={() => onCall(site, false)}>
                {t('actionDay.noGo')} <span className="visually-hidden">{site.codeWord}</span>
              </Button>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Called({ site }: { readonly site: SiteCard }) {
  const { t } = useT();
  if (site.call === null) return <Chip>{t('actionDay.noCall')}</Chip>;
  return site.call.entry === 'go' ? (
    <Sign tone="ready">{t('actionDay.entry.go')}</Sign>
  ) : (
    <Sign tone="block">{t('actionDay.entry.no_go')}</Sign>
  );
}

/** ` +1` where the clock there shows another day than the D-day. */
export const dayMark = (at: number, tz: string, dDay: string): string => {
  const shift = dayShiftText(at, tz, dDay);
  return shift === '' ? '' : ` ${shift}`;
};
