import {
  ArrowLeftRight,
  CalendarDays,
  ChartGantt,
  FileCheck2,
  FileCheck,
  GitBranch,
  Grid3x3,
  House,
  Layers,
  MapPin,
  ScrollText,
  ShieldAlert,
  ListChecks,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { useOpenConflicts } from '../features/exchange/index.ts';
import { useT } from '../i18n/index.ts';
import { type Area, usePlace } from '../state/place.ts';
import { Sign, Tip } from '../ui/index.ts';
import styles from './shell.module.css';

const ICONS: readonly (readonly [Area, ReactNode])[] = [
  ['home', <House key="i" size={18} aria-hidden />],
  ['operations', <Layers key="i" size={18} aria-hidden />],
  ['timeline', <ChartGantt key="i" size={18} aria-hidden />],
  ['matrix', <Grid3x3 key="i" size={18} aria-hidden />],
  ['calendar', <CalendarDays key="i" size={18} aria-hidden />],
  ['orders', <FileCheck2 key="i" size={18} aria-hidden />],
  ['action', <ListChecks key="i" size={18} aria-hidden />],
  ['sites', <MapPin key="i" size={18} aria-hidden />],
  ['papers', <FileCheck key="i" size={18} aria-hidden />],
  ['findings', <ShieldAlert key="i" size={18} aria-hidden />],
  ['branches', <GitBranch key="i" size={18} aria-hidden />],
  ['exchange', <ArrowLeftRight key="i" size={18} aria-hidden />],
  ['history', <ScrollText key="i" size={18} aria-hidden />],
];
const WITH_OPERATION: readonly Area[] = [
  'timeline',
  'matrix',
  'calendar',
  'sites',
  'orders',
  'action',
  'papers',
  'findings',
  'branches',
  'history',
];

/** Areas of the product; those of an operation say so when none is open. */
export const Rail = memo(function Rail({ card }: { readonly card: OperationCard | null }) {
  const { t } = useT();
  const area = usePlace((s) => s.area);
  const conflicts = useOpenConflicts();
  return (
    <nav className={styles.rail} data-region="rail" data-picture aria-label={t('frame.areas')} tabIndex={-1}>
      {ICONS.map(([id, icon]) => {
        const blocked = WITH_OPERATION.includes(id) && !card;
        const item = (
          <button
            key={id}
            type="button"
            className={styles.railItem}
            data-area={id}
            aria-current={area === id ? 'page' : undefined}
            aria-disabled={blocked || undefined}
            data-region-start={area === id || undefined}
            onClick={() => usePlace.getState().go(id)}
          >
            <span className={styles.railIcon}>
              {icon}
              {id === 'findings' && card?.findings && card.findings.block > 0 ? (
                <Sign tone="block" label={t('severity.block')}>
                  {card.findings.block}
                </Sign>
              ) : null}
              {id === 'exchange' && conflicts > 0 ? (
                <Sign tone="block" label={t('conflicts.openLabel')}>
                  {conflicts}
                </Sign>
              ) : null}
            </span>
            {t(`area.${id}`)}
          </button>
        );
        return blocked ? (
          <Tip key={id} text={t('state.noOperation.text')}>
            {item}
          </Tip>
        ) : (
          item
        );
      })}
    </nav>
  );
});
