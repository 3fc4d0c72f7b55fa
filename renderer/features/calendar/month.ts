/**
 * The month of the component, measured once. By itself it takes every row out of the page at each turn, puts an empty one in its place to
 * see how many entries fit, and draws all of them anew: twice the work, and none of the elements is kept. Here the rows stay and get other
 * entries; how many fit is worked out again when the rows have another height.
 */
import type { RefObject } from 'react';
import * as module from 'react-big-calendar/lib/Month';

// CommonJS: depending on who bundles, the class is the default export or stands one level deeper
const loaded: unknown = module.default;
const Drawn = (
  typeof loaded === 'function' ? loaded : (loaded as { readonly default: unknown }).default
) as typeof module.default;

const heightOf = (ref: RefObject<HTMLElement | null> | undefined): number =>
  ref?.current?.getBoundingClientRect().height ?? 0;

export class Month extends Drawn {
  #row = 0;
  #heading = 0;
  #entry = 0;

  /** Another month is no reason to measure. */
  static override getDerivedStateFromProps({ date }: { readonly date: Date }): { readonly date: Date } {
    return { date };
  }

  /** While the empty row stands there: when the month opens, and when the window was resized. */
  override measureRowLimit(): void {
    const row = this.slotRowRef.current;
    this.#row = heightOf(row?.containerRef);
    this.#heading = heightOf(row?.headingRowRef);
    this.#entry = heightOf(row?.eventRowRef);
    super.measureRowLimit();
  }

  override componentDidUpdate(): void {
    if (this.state.needLimitMeasure) {
      this.measureRowLimit();
      return;
    }
    const height = heightOf(this.slotRowRef.current?.containerRef);
    if (height === this.#row || this.#entry === 0) return;
    this.#row = height;
    const rowLimit = Math.max(1, Math.floor((height - this.#heading) / this.#entry));
    if (rowLimit !== this.state.rowLimit) this.setState({ rowLimit });
  }
}
