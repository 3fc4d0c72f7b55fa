/** Above the calendar: which stretch, which page, which layers, whose operations. */
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { type CalendarWindow, LAYERS, type Layer } from '#shared/contract/calendar.ts';
import { numberText, useT } from '../../i18n/index.ts';
import type { CalendarPlace, CalendarSpan } from '../../state/place.ts';
import { Button, Choice, IconButton, Kbd, Segments } from '../../ui/index.ts';
import styles from './calendar.module.css';

const SPANS: readonly CalendarSpan[] = ['month', 'week', 'day', 'agenda'];

export interface BarProps {
  readonly place: CalendarPlace;
  readonly title: string;
  readonly zoneText: string;
  readonly data: CalendarWindow | undefined;
  readonly many: boolean;
  readonly mine: boolean;
  readonly onSet: (change: Partial<CalendarPlace>) => void;
  readonly onTurn: (by: 1 | -1) => void;
  readonly onToday: () => void;
  readonly onH: (() => void) | null;
  readonly onNew: () => void;
  readonly onUndated: () => void;
}

export function Bar(p: BarProps) {
  const { t, language } = useT();
  const { place, onSet } = p;
  const countOf = (layer: Layer): number => p.data?.days.reduce((n, day) => n + (day.counts[layer] ?? 0), 0) ?? 0;
  const toggle = (layer: Layer): void => {
    const layers = LAYERS.filter((l) => (l === layer ? !place.layers.includes(l) : place.layers.includes(l)));
    onSet({ layers });
  };
  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={t('calendar.tools')}>
        <Segments
          label={t('calendar.span')}
          value={place.span}
          options={SPANS.map((span) => ({ value: span, label: t(`calendar.spans.${span}`) }))}
          onPick={(span) => onSet({ span })}
        />
        <span className={styles.turn}>
          <IconButton label={t('command.calendar.previous')} hint={<Kbd>PgUp</Kbd>} onClick={() => p.onTurn(-1)}>
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('command.calendar.next')} hint={<Kbd>PgDn</Kbd>} onClick={() => p.onTurn(1)}>
            <ChevronRight size={16} aria-hidden />
          </IconButton>
        </span>
        <h2 className={styles.period} aria-live="polite">
          {p.title}
        </h2>
        <span className={styles.zone}>{p.zoneText}</span>
        <span className={styles.grow} />
        <Button tone="quiet" onClick={p.onToday}>
          {t('calendar.today')}
        </Button>
        <Button tone="quiet" onClick={() => p.onH?.()} disabled={p.onH === null}>
          {t('calendar.dDay')}
        </Button>
        {p.many ? (
          <Choice
            label={t('calendar.whose')}
            hideLabel
            value={place.all ? 'all' : 'one'}
            options={[
              { value: 'one', label: t('calendar.thisOperation') },
              { value: 'all', label: t('calendar.allOperations') },
            ]}
            onPick={(v) => onSet({ all: v === 'all' })}
          />
        ) : null}
        <Button onClick={p.onNew} aria-disabled={!p.mine} aria-keyshortcuts="Shift+N">
          <Plus size={14} aria-hidden /> {t('calendar.create.title')}
        </Button>
      </div>
      <div className={styles.layers} role="group" aria-label={t('calendar.layers')}>
        {LAYERS.map((layer) => (
          <button
            key={layer}
            type="button"
            className={styles.layer}
            data-layer={layer}
            aria-pressed={place.layers.includes(layer)}
            onClick={() => toggle(layer)}
          >
            <i className={styles.swatch} aria-hidden />
            {t(`calendar.layer.${layer}`)}
            {place.layers.includes(layer) && p.data ? <b>{numberText(countOf(layer), language)}</b> : null}
          </button>
        ))}
        <span className={styles.grow} />
        {p.data && p.data.undated > 0 ? (
          <Button tone="quiet" onClick={p.onUndated}>
            {t('timeline.undated', { count: p.data.undated })}
          </Button>
        ) : null}
      </div>
    </>
  );
}
