/**
 * The month of the component, measured once. By itself it takes every row out of the page at each turn, puts an empty one in its place to
 * see how many entries fit, and draws all of them anew: twice the work, and none of the elements is kept. Here the rows stay and get other
 * entries; how many fit follows from what was measured last, also when the month is opened again, and the rows tell when they get another
 * height. Nothing is measured while a page is turned: that would lay it out before it is finished.
 */
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import * as module from 'react-big-calendar/lib/Month';
import type { Spoken } from './localizer.ts';
import { daysOf } from './period.ts';
import { dateOfWall, type Wall } from './zone-adapter.ts';

// CommonJS: depending on who bundles, the class is the default export or stands one level deeper
const loaded: unknown = module.default;
const Drawn = (
  typeof loaded === 'function' ? loaded : (loaded as { readonly default: unknown }).default
) as typeof module.default;

interface Heights {
  /** Of all rows together: those of a month of six weeks are lower than those of one of five. */
  readonly rows: number;
  readonly heading: number;
  readonly entry: number;
}
/** As last measured, by language: another language has other heights. */
const known = new Map<string, Heights>();
interface Props {
  readonly date: Wall;
  readonly localizer: Spoken;
}

const heightOf = (ref: RefObject<HTMLElement | null> | undefined): number =>
  ref?.current?.getBoundingClientRect().height ?? 0;
const weeksOf = (date: Wall): number => daysOf('month', dateOfWall(date)).length / 7;

/** How many entries fit into a row. */
export const rowLimit = ({ rows, heading, entry }: Heights, weeks: number): number =>
  Math.max(1, Math.floor((rows / weeks - heading) / entry));

export class Month extends Drawn {
  readonly #sizes = new ResizeObserver(() => this.#resized());
  #watched: Element | null = null;

  constructor(props: Props) {
    super(props);
    if (known.has(props.localizer.language)) this.state = { ...this.state, needLimitMeasure: false };
  }

  static override getDerivedStateFromProps(
    { date, localizer }: Props,
    { needLimitMeasure }: { readonly needLimitMeasure: boolean },
  ): { readonly date: Wall; readonly rowLimit?: number } {
    const heights = needLimitMeasure ? undefined : known.get(localizer.language);
    return heights ? { date, rowLimit: rowLimit(heights, weeksOf(date)) } : { date };
  }

  /** While the empty row stands there: when the first month opens, and when the window was resized. */
  override measureRowLimit(): void {
    const row = this.slotRowRef.current;
    const [height, heading, entry] = [row?.containerRef, row?.headingRowRef, row?.eventRowRef].map(heightOf);
    if (height && entry)
      known.set(this.props.localizer.language, {
        rows: height * weeksOf(this.props.date),
        heading: heading ?? 0,
        entry,
      });
    super.measureRowLimit();
  }

  override componentDidMount(): void {
    super.componentDidMount();
    this.#watch();
  }

  override componentDidUpdate(): void {
    if (this.state.needLimitMeasure) this.measureRowLimit();
    this.#watch();
  }

  override componentWillUnmount(): void {
    super.componentWillUnmount();
    this.#sizes.disconnect();
  }

  #watch(): void {
    const row = this.slotRowRef.current?.containerRef.current ?? null;
    if (row === this.#watched) return;
    this.#sizes.disconnect();
    this.#watched = row;
    if (row) this.#sizes.observe(row);
  }

  /** Called between layout and painting: a page whose rows turn out to be higher or lower is put right before anybody sees it. */
  #resized(): void {
    const { language } = this.props.localizer;
    const heights = known.get(language);
    const height = heightOf(this.slotRowRef.current?.containerRef);
    if (!heights || height === 0 || this.state.needLimitMeasure) return;
    const weeks = weeksOf(this.props.date);
    known.set(language, { ...heights, rows: height * weeks });
    if (rowLimit({ ...heights, rows: height * weeks }, weeks) !== this.state.rowLimit)
      flushSync(() => this.forceUpdate());
  }
}
