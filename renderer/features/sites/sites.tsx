/** Where an operation takes place: outline map, the same as a table, and a card of the chosen site with its distances. */
import { MapPinPlus } from 'lucide-react';
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { SiteView } from '#shared/contract/sites.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { KeyHint } from '../../app/key-hint.tsx';
import { clockText, dayShiftText, numberText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useNow } from '../../state/now.ts';
import { useOperationView, usePlace } from '../../state/place.ts';
import { Button, Code, cx, Empty, Failure, Loading, Ltr, Sign, Withheld } from '../../ui/index.ts';
import { SiteCard } from './card.tsx';
import { SiteForm } from './form.tsx';
import { SiteMap } from './map.tsx';
import styles from './sites.module.css';

type Editing = { readonly kind: 'new' } | { readonly kind: 'edit'; readonly site: SiteView };

export function Sites({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const operation = card.id;
  const view = useOperationView(operation);
  const ask = useAsk('site.list', { operation });
  const [editing, setEditing] = useState<Editing | null>(null);
  const mine = card.mine;
  useCommand('site.create', () => setEditing({ kind: 'new' }), mine);
  const pick = (site: string): void => usePlace.getState().setView(operation, { site });
  const { data } = ask;
  const chosen = data?.sites.find((s) => s.id === view.site) ?? data?.sites[0] ?? null;
  useCommand('edit.start', () => chosen && setEditing({ kind: 'edit', site: chosen }), mine && chosen !== null);

  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!data) return <Loading lines={12} />;
  const sheet = editing ? (
    <SiteForm
      card={card}
      site={editing.kind === 'edit' ? editing.site : null}
      onClose={() => setEditing(null)}
      onMade={pick}
    />
  ) : null;
  if (data.total === 0)
    return (
      <>
        <Empty title={t('sites.empty.title')} text={t('sites.empty.text')}>
          {mine ? (
            <Button tone="primary" onClick={() => setEditing({ kind: 'new' })}>
              {t('sites.add')} <KeyHint id="site.create" />
            </Button>
          ) : null}
        </Empty>
        {sheet}
      </>
    );
  const onMap = data.sites.flatMap((site) => (site.position ? [{ ...site, position: site.position }] : []));
  const hidden = data.sites.length - onMap.length;
  return (
    <div className={styles.screen}>
      <div className={styles.bar} role="toolbar" aria-label={t('sites.tools')}>
        <span className={styles.count}>{t('sites.count', { count: data.total })}</span>
        {hidden > 0 ? <Withheld>{t('sites.withoutPosition', { count: hidden })}</Withheld> : null}
        <span className={styles.grow} />
        {mine ? (
          <Button onClick={() => setEditing({ kind: 'new' })}>
            <MapPinPlus size={14} aria-hidden /> {t('sites.add')}
          </Button>
        ) : null}
      </div>
      <div className={styles.parts}>
        <div className={styles.left}>
          <SiteMap sites={onMap} selected={chosen?.id ?? null} onPick={pick} />
          <Table card={card} sites={data.sites} chosen={chosen?.id ?? null} onPick={pick} />
        </div>
        {chosen ? (
          <SiteCard
            card={card}
            site={chosen}
            all={data}
            onPick={pick}
            onEdit={mine ? () => setEditing({ kind: 'edit', site: chosen }) : null}
          />
        ) : null}
      </div>
      {sheet}
    </div>
  );
}

function Table({
  card,
  sites,
  chosen,
  onPick,
}: {
  readonly card: OperationCard;
  readonly sites: readonly SiteView[];
  readonly chosen: string | null;
  readonly onPick: (site: string) => void;
}) {
  const { t, language } = useT();
  const timeline = useAsk('timeline.frame', { operation: card.id });
  const now = useNow(timeline.data?.trainingClock ? timeline.data.now : null);
  const at = card.hHour ?? now;
  return (
    <div className={styles.tableBox} tabIndex={-1}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('sites.caption', { name: card.codeName })}</caption>
        <thead>
          <tr>
            {(['name', 'place', 'clock', 'persons', 'tasks', 'people', 'findings'] as const).map((column) => (
              <th key={column} scope="col">
                {column === 'clock' && card.hHour === null ? t('sites.col.clockNow') : t(`sites.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <tr key={site.id} className={cx(site.id === chosen && styles.pickedRow)}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.pick}
                  aria-pressed={site.id === chosen}
                  onClick={() => onPick(site.id)}
                >
                  {site.codeWord} <Code>{site.code}</Code>
                </button>
              </th>
              <td>
                <bdi>{site.place}</bdi> {site.cc ? <Code>{site.cc}</Code> : null}
              </td>
              <td className={styles.number}>
                {site.tz ? (
                  <Ltr>
                    {clockText(at, site.tz)} {dayShiftText(at, site.tz, card.dDay)}
                  </Ltr>
                ) : (
                  t('sites.notShared')
                )}
              </td>
              <td className={styles.number}>{site.estimate ? numberText(site.estimate.persons, language) : '–'}</td>
              <td className={styles.number}>{numberText(site.tasks, language)}</td>
              <td className={styles.number}>{numberText(site.people, language)}</td>
              <td>
                {site.block > 0 ? (
                  <Sign tone="block" label={t('severity.block')}>
                    {site.block}
                  </Sign>
                ) : null}{' '}
                {site.warn > 0 ? (
                  <Sign tone="warn" label={t('severity.warn')}>
                    {site.warn}
                  </Sign>
                ) : null}
                {site.block + site.warn === 0 ? <Sign tone="ready" label={t('sites.clear')} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
