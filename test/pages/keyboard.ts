import { expect, type Locator, type Page } from '@playwright/test';
import { Actions } from './checks.ts';

/** Tab is pressed so often to find something before it counts as out of reach. */
const MOST_TABS = 120;

/** A person without a pointer: keys alone, each thing set out to do counted once. A pointer that touches the page is a fault of the page. */
export class Keyboard {
  readonly #page: Page;
  readonly #actions = new Actions();

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From now on no pointer: whatever uses one, the test included, fails the journey when the desk closes. */
  static async only(page: Page): Promise<Keyboard> {
    await page.evaluate(() => {
      for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
        window.addEventListener(kind, () => console.error(`a pointer was used: ${kind}`), {
          capture: true,
          passive: true,
        });
    });
    return new Keyboard(page);
  }

  /** What was done so far. */
  get taken(): readonly string[] {
    return this.#actions.taken;
  }

  press(what: string, ...chords: readonly string[]): Promise<void> {
    return this.#actions.do(what, async () => {
      for (const chord of chords) await this.#page.keyboard.press(chord);
    });
  }
  /** Types where the focus is. */
  type(what: string, text: string): Promise<void> {
    return this.#actions.do(what, () => this.#page.keyboard.type(text));
  }
  /** Walks to a field and writes into it, over what stands there. */
  fill(what: string, field: Locator, text: string): Promise<void> {
    return this.#actions.do(what, async () => {
      await this.walkTo(field);
      await this.#page.keyboard.press('Control+a');
      await this.#page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    });
  }
  /** Walks to a button and presses it. */
  use(what: string, button: Locator): Promise<void> {
    return this.#actions.do(what, async () => {
      await this.walkTo(button);
      await this.#page.keyboard.press('Enter');
    });
  }
  /** The palette: open, type, Enter. */
  find(what: string, text: string): Promise<void> {
    return this.#actions.do(what, async () => {
      await this.#page.keyboard.press('Control+k');
      await expect(this.#page.getByRole('dialog').getByRole('combobox')).toBeFocused();
      await this.#page.keyboard.type(text);
      await this.#page.keyboard.press('Enter');
      await expect(this.#page.getByRole('dialog').getByRole('combobox')).toHaveCount(0);
    });
  }

  /** Tab until it has the focus; no action by itself. */
  async walkTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    const handle = await target.elementHandle();
    for (let tabs = 0; tabs <= MOST_TABS; tabs += 1) {
      if (await this.#page.evaluate((el) => document.activeElement === el, handle)) return;
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`out of reach by Tab: ${String(target)}`);
  }
}
