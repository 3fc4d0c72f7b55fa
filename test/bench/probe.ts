/**
 * Measures a page by its own clock. From a key or click to the paint that answers it; and per frame the time the page's main thread
 * worked, because a window without a display has no picture rate of its own that could be missed.
 */
import type { CDPSession, Page } from '@playwright/test';

/** Of one drive: milliseconds of processor time of the page's main thread, a step. */
export interface Drive {
  readonly work: readonly number[];
  /** Long animation frames (over 50 ms, as the browser itself counts them). */
  readonly long: number;
}

/** Where steps take long, fewer of them tell as much. */
const LONGEST_MS = 10_000;
const LATEST_MS = 60_000;

interface Marks {
  painted?: Promise<number>;
  long?: number;
}

/* These run in the page; they go there as text, so they use nothing from outside themselves. */

/** Resolves `painted` with the time from the first such event to the paint after `there()` came true. */
function armPaint(event: string, there: () => boolean): void {
  const marks = globalThis as Marks;
  marks.painted = new Promise((resolve) => {
    addEventListener(
      event,
      ({ timeStamp }) => {
        const look = (): void => {
          if (!there()) {
            requestAnimationFrame(look);
            return;
          }
          // a message sent from a frame arrives when that frame has been laid out and painted
          const after = new MessageChannel();
          after.port1.onmessage = () => resolve(performance.now() - timeStamp);
          after.port2.postMessage(null);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}

/** Resolves `painted` with the time from the first such event to the paint after the last change below `root`, once it has been still for 300 ms. */
function armStill(event: string, root: string): void {
  const marks = globalThis as Marks;
  marks.painted = new Promise((resolve) => {
    addEventListener(
      event,
      ({ timeStamp }) => {
        let last = performance.now();
        let painted = last;
        const seen = new MutationObserver(() => {
          last = performance.now();
          requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => (painted = performance.now());
            after.port2.postMessage(null);
          });
        });
        seen.observe(document.querySelector(root) ?? document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        const wait = (): void => {
          if (performance.now() - last < 300) {
            setTimeout(wait, 50);
            return;
          }
          seen.disconnect();
          resolve(painted - timeStamp);
        };
        setTimeout(wait, 50);
      },
      { capture: true, once: true },
    );
  });
}

function watchLong(): void {
  const marks = globalThis as Marks;
  marks.long = 0;
  new PerformanceObserver((list) => (marks.long = (marks.long ?? 0) + list.getEntries().length)).observe({
    type: 'long-animation-frame',
  });
}

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

export class Probe {
  readonly page: Page;
  readonly #cdp: CDPSession;

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.#cdp = cdp;
  }

  static async on(page: Page): Promise<Probe> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate(watchLong);
    return new Probe(page, cdp);
  }

  /** Milliseconds from the event to the paint in which `there` (text of a function of the page) holds. */
  async paint(event: 'keydown' | 'click', there: string, act: () => Promise<unknown>): Promise<number> {
    await this.page.evaluate(`(${armPaint.toString()})(${JSON.stringify(event)}, ${there})`);
    await act();
    return this.#painted(there);
  }

  /** Milliseconds from the event to the paint after the last change it brings about below `root`. */
  async still(event: 'keydown' | 'click', root: string, act: () => Promise<unknown>): Promise<number> {
    await this.page.evaluate(`(${armStill.toString()})(${JSON.stringify(event)}, ${JSON.stringify(root)})`);
    await act();
    return this.#painted(root);
  }

  /** One step after the other, each given two frames: what the main thread worked for each. */
  async drive(steps: number, act: (step: number) => Promise<unknown>): Promise<Drive> {
    await this.#rest();
    const longBefore = await this.#long();
    const work: number[] = [];
    let before = await this.#worked();
    const began = performance.now();
    for (let step = 0; step < steps && performance.now() - began < LONGEST_MS; step++) {
      await act(step);
      await this.page.evaluate(twoFrames);
      const now = await this.#worked();
      work.push(now - before);
      before = now;
    }
    await this.#rest();
    return { work, long: (await this.#long()) - longBefore };
  }

  async #worked(): Promise<number> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  }
  /** What never comes is named, not waited for. */
  async #painted(what: string): Promise<number> {
    const late = new Error(`not painted within ${LATEST_MS / 1_000} s: ${what}`);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        this.page.evaluate(() => (globalThis as Marks).painted ?? Promise.reject(new Error('nothing was armed'))),
        new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(late), LATEST_MS);
        }),
      ]);
    } finally {
      clearTimeout(timer);
    }
  }
  #long(): Promise<number> {
    return this.page.evaluate(() => (globalThis as Marks).long ?? 0);
  }
  async #rest(): Promise<void> {
    await this.page.waitForTimeout(250);
  }
}
