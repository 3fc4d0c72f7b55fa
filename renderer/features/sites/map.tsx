/** Sites on the outline map. The table beside it says the same; the picture itself needs no keyboard to be understood. */
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { SiteView } from '#shared/contract/sites.ts';
import { UNCERTAINTY_KM } from '#shared/domain/places/distance.ts';
import { unitText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { cx, IconButton } from '../../ui/index.ts';
import styles from './sites.module.css';
import {
  drawOutline,
  fitView,
  loadOutline,
  type Outline,
  panned,
  pixelsPerKm,
  projectionOf,
  scaleBar,
  type Size,
  type View,
  within,
} from './world.ts';

const STEP = 60;
const ZOOM = 1.6;
/** Names nearer than this to one already written are left to the table. */
const NAME_ROOM = { x: 78, y: 15 };

type Placed = SiteView & { readonly position: NonNullable<SiteView['position']> };

export function SiteMap({
  sites,
  selected,
  onPick,
}: {
  readonly sites: readonly Placed[];
  readonly selected: string | null;
  readonly onPick: (site: string) => void;
}) {
  const { t, language } = useT();
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [outline, setOutline] = useState<Outline | null>(null);
  const [moved, setMoved] = useState<View | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly from: View } | null>(null);
  const spots = sites.map((s) => `${s.position.lat} ${s.position.lon}`).join(';');
  const fit = useMemo(
    () =>
      fitView(
        sites.map((s) => s.position),
        size,
      ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the places, not the array that holds them
    [spots, size],
  );
  const view = moved ?? fit;

  useEffect(() => {
    // without its outline the map still shows how the sites lie to each other
    loadOutline().then(setOutline, () => undefined);
    const box = frame.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);

  const zoom = useCallback(
    (by: number) => setMoved((m) => within({ ...(m ?? fit), scale: (m ?? fit).scale * by })),
    [fit],
  );
  useCommand('view.zoomIn', () => zoom(ZOOM));
  useCommand('view.zoomOut', () => zoom(1 / ZOOM));
  useCommand('view.fit', () => setMoved(null));
  const onKey = (e: KeyboardEvent): void => {
    const by = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[e.key];
    if (!by || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    setMoved(panned(view, size, by[0] ?? 0, by[1] ?? 0));
  };
  const onPointerDown = (e: PointerEvent<HTMLDivElement>): void => {
    if (e.button !== 0) return;
    drag.current = { x: e.clientX, y: e.clientY, from: view };
  };
  const onPointerMove = (e: PointerEvent<HTMLDivElement>): void => {
    const start = drag.current;
    if (!start || Math.hypot(e.clientX - start.x, e.clientY - start.y) < 4) return;
    e.currentTarget.setPointerCapture(e.pointerId);
    setMoved(panned(start.from, size, e.clientX - start.x, e.clientY - start.y));
  };

  const drawn = useMemo(
    () => (outline && size.width > 0 ? drawOutline(outline, view, size) : null),
    [outline, view, size],
  );
  const perKm = useMemo(() => (size.width > 0 ? pixelsPerKm(view, size) : 0), [view, size]);
  const bar = perKm > 0 ? scaleBar(perKm, 110) : null;
  return (
    <figure className={styles.map}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and pointer move the picture; the table says the same */}
      <div
        ref={frame}
        className={styles.canvas}
        role="group"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys move the map
        tabIndex={0}
        aria-label={t('sites.map.label', { count: sites.length })}
        aria-describedby={hint}
        onKeyDown={onKey}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onDoubleClick={() => zoom(ZOOM)}
      >
        {size.width > 0 ? (
          <svg width={size.width} height={size.height} aria-hidden focusable="false">
            <path className={styles.land} d={drawn?.land ?? ''} />
            <path className={styles.borders} d={drawn?.borders ?? ''} />
            {placed(sites, view, size, selected).map(({ site, x, y, named }) => (
              <g
                key={site.id}
                className={cx(styles.site, site.id === selected && styles.picked, site.block > 0 && styles.blocked)}
                transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
                onClick={() => onPick(site.id)}
              >
                {UNCERTAINTY_KM[site.position.precision] * perKm > 9 ? (
                  <circle className={styles.around} r={UNCERTAINTY_KM[site.position.precision] * perKm} />
                ) : null}
                <circle className={styles.hit} r="14" />
                {site.block > 0 ? (
                  <path className={styles.dot} d="M-3-7h6l4 4v6l-4 4h-6l-4-4v-6z" />
                ) : (
                  <circle className={styles.dot} r="6" />
                )}
                {named ? (
                  <text className={styles.name} x="11" y="4">
                    {site.codeWord}
                  </text>
                ) : null}
              </g>
            ))}
          </svg>
        ) : null}
      </div>
      <div className={styles.mapTools}>
        <IconButton label={t('command.view.zoomIn')} onClick={() => zoom(ZOOM)}>
          <Plus size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('command.view.zoomOut')} onClick={() => zoom(1 / ZOOM)}>
          <Minus size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('command.view.fit')} onClick={() => setMoved(null)}>
          <Maximize size={15} aria-hidden />
        </IconButton>
      </div>
      <figcaption className={styles.caption}>
        {bar ? (
          <span className={styles.scale}>
            <svg width={bar.px + 2} height="8" aria-hidden focusable="false">
              <path d={`M1 1v5h${bar.px.toFixed(1)}V1`} fill="none" stroke="currentColor" strokeWidth="1.5" />
            </svg>
            <bdi>{unitText(bar.km, 'kilometer', language)}</bdi>
          </span>
        ) : null}
        <span id={hint}>{t('sites.map.note')}</span>
      </figcaption>
    </figure>
  );
}

interface Mark {
  readonly site: Placed;
  readonly x: number;
  readonly y: number;
  readonly named: boolean;
}
/** Sites in view, the selected one last so that it lies on top, and written first. */
function placed(sites: readonly Placed[], view: View, size: Size, selected: string | null): readonly Mark[] {
  const projection = projectionOf(view, size);
  const names: { readonly x: number; readonly y: number }[] = [];
  const marks: Mark[] = [];
  for (const site of sites.toSorted((a, b) => Number(b.id === selected) - Number(a.id === selected))) {
    const at = projection([site.position.lon, site.position.lat]);
    if (!at) continue;
    const [x, y] = at;
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    const named = names.every((n) => Math.abs(n.x - x) > NAME_ROOM.x || Math.abs(n.y - y) > NAME_ROOM.y);
    if (named) names.push({ x, y });
    marks.push({ site, x, y, named });
  }
  return marks.reverse();
}
