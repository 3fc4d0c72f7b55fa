import type { Locator, Page } from '@playwright/test';

/** A person's hand: everything it does is counted, so that a journey can fail over its budget (ux.md, section 4). */
export class Hand {
  readonly #page: Page;
  #actions = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Clicks, keys and filled fields so far; a field is one action, however long the text. */
  get actions(): number {
    return this.#actions;
  }

  async click(target: Locator): Promise<void> {
    this.#actions += 1;
    await target.click();
  }
  async fill(target: Locator, text: string): Promise<void> {
    this.#actions += 1;
    await target.fill(text);
  }
  async press(chord: string): Promise<void> {
    this.#actions += 1;
    await this.#page.keyboard.press(chord);
  }

  /** Actions and seconds from now on. */
  from(): { readonly actions: () => number; readonly seconds: () => number } {
    const [actions, started] = [this.#actions, performance.now()];
    return { actions: () => this.#actions - actions, seconds: () => (performance.now() - started) / 1_000 };
  }
}
