/** What is known of one site, and how far it is from the others. */
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { SitesView, SiteView } from '#shared/contract/sites.ts';
import { greatCircleKm, UNCERTAINTY_KM } from '#shared/domain/places/distance.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { cityOf, clockText, dateText, plainDateText, unitText, useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Code, Ltr, ReadOnly } from '../../ui/index.ts';
import styles from './sites.module.css';

export function SiteCard({
  card,
  site,
  all,
  onPick,
  onEdit,
}: {
  readonly card: OperationCard;
  readonly site: SiteView;
  readonly all: SitesView;
  readonly onPick: (site: string) => void;
  readonly onEdit: (() => void) | null;
}) {
  const { t, maybe, language } = useT();
  const { position, estimate } = site;
  const none = <span className={styles.none}>{t('sites.notShared')}</span>;
  const showTasks = (): void => {
    const place = usePlace.getState();
    const view = place.views[card.id];
    place.setView(card.id, {
      filter: { text: '', onlyFindings: false, ...view?.filter, place: site.code },
      row: 0,
      scrollTop: 0,
    });
    place.go('timeline');
  };
  return (
    <section className={styles.card} aria-label={t('sites.card', { name: site.codeWord })}>
      <header className={styles.cardHead}>
        <h2>
          {site.codeWord} <Code>{site.code}</Code>
        </h2>
        {onEdit ? (
          <Button onClick={onEdit}>
            <Pencil size={13} aria-hidden /> {t('sites.edit')} <KeyHint id="edit.start" />
          </Button>
        ) : null}
      </header>
      {onEdit ? null : <ReadOnly>{t('calendar.readOnly', { agency: card.ownerCode })}</ReadOnly>}
      <dl className={styles.facts}>
        <Fact name={t('sites.fact.place')}>
          <bdi>{site.place || '–'}</bdi>
          {site.cc ? ` · ${countryName(site.cc, language)}` : ''}
        </Fact>
        <Fact name={t('sites.fact.position')}>
          {position ? (
            <>
              <Ltr>{`${position.lat}, ${position.lon}`}</Ltr> · {t(`sites.precision.${position.precision}`)}
            </>
          ) : (
            none
          )}
        </Fact>
        <Fact name={t('sites.fact.zone')}>
          {site.tz ? (
            <>
              {cityOf(site.tz)} <Code>{site.tz}</Code>
            </>
          ) : (
            none
          )}
        </Fact>
        {card.hHour !== null && site.tz ? (
          <Fact name={t('sites.fact.h')}>
            {dateText(card.hHour, site.tz, language, 'full')} <Ltr>{clockText(card.hHour, site.tz)}</Ltr>
          </Fact>
        ) : null}
        <Fact name={t('sites.fact.estimate')}>
          {estimate ? (
            <>
              {t('sites.estimate', { persons: estimate.persons, held: estimate.held })}
              {estimate.by ? (
                <>
                  {' · '}
                  <Code>{estimate.by}</Code>
                </>
              ) : null}
              {estimate.on ? ` · ${plainDateText(estimate.on, language)}` : ''}
            </>
          ) : (
            none
          )}
        </Fact>
        <Fact name={t('sites.fact.hazards')}>
          {site.hazards.length === 0
            ? none
            : site.hazards.map((hazard) => (
                <span key={hazard} className={styles.hazard} dir="auto">
                  {maybe(`sites.hazard.${hazard}`, hazard.replaceAll('_', ' '))}
                </span>
              ))}
        </Fact>
        <Fact name={t('sites.fact.commander')}>
          {site.commander ? (
            <>
              <bdi>{site.commander.name}</bdi> <Code>{site.commander.code}</Code>
            </>
          ) : (
            none
          )}
        </Fact>
        {(['reception', 'hospital', 'landing'] as const).map((key) => (
          <Fact key={key} name={t(`sites.fact.${key}`)}>
            {site[key] ? <bdi>{site[key]}</bdi> : none}
          </Fact>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button onClick={showTasks}>{t('sites.showTasks', { count: site.tasks })}</Button>
      </div>
      <Distances site={site} all={all} onPick={onPick} />
    </section>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** As the crow flies, and the least time R-PER-04 asks for between two tasks of one person. */
function Distances({
  site,
  all,
  onPick,
}: {
  readonly site: SiteView;
  readonly all: SitesView;
  readonly onPick: (site: string) => void;
}) {
  const { t, language } = useT();
  const from = site.position;
  const others = all.sites
    .filter((other) => other.id !== site.id)
    .map((other) => ({ other, km: from && other.position ? greatCircleKm(from, other.position) : null }))
    .sort((a, b) => (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY));
  if (others.length === 0) return null;
  return (
    <>
      <h3 className={styles.subhead}>{t('sites.distances')}</h3>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('sites.distancesFrom', { name: site.codeWord })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sites.col.name')}</th>
            <th scope="col">{t('sites.col.straight')}</th>
            <th scope="col">{t('sites.col.travel')}</th>
          </tr>
        </thead>
        <tbody>
          {others.map(({ other, km }) => (
            <tr key={other.id}>
              <th scope="row">
                <button type="button" className={styles.pick} onClick={() => onPick(other.id)}>
                  {other.codeWord}
                </button>
              </th>
              <td className={styles.number}>{km === null ? '–' : <bdi>{kmText(km, site, other, language)}</bdi>}</td>
              <td className={styles.number}>
                {site.cc && other.cc ? (
                  <bdi>
                    {unitText(site.cc === other.cc ? all.transitSameCountryH : all.transitAbroadH, 'hour', language)}
                  </bdi>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{t('sites.travelNote')}</p>
    </>
  );
}

/** Never more exact than the positions are. */
function kmText(km: number, a: SiteView, b: SiteView, language: string): string {
  const unsure = [a, b].reduce((sum, { position }) => sum + (position ? UNCERTAINTY_KM[position.precision] : 0), 0);
  const step = unsure >= 10 ? 10 : 1;
  return `${unsure > 0 ? '≈ ' : ''}${unitText(Math.round(km / step) * step, 'kilometer', language)}`;
}

const names = new Map<string, Intl.DisplayNames>();
/** Name of a country in the window's language; the code where none is known. */
export function countryName(cc: string, language: string): string {
  let made = names.get(language);
  if (!made) names.set(language, (made = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })));
  return made.of(cc) ?? cc;
}
