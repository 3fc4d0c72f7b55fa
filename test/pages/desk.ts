import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { launchApp, type LaunchOptions, type RunningApp } from '../e2e/launch.ts';

const SHOTS = path.resolve(import.meta.dirname, '../../test-results');
export interface Look {
  readonly language: 'en' | 'fr' | 'es' | 'ar';
  readonly theme: 'light' | 'dark' | 'contrast' | 'system';
}
export const PASSPHRASE = 'quiet harbour seven lanterns';

/** The window in the words of the people who use it. */
export class Desk {
  readonly app: RunningApp;
  readonly page: Page;
  readonly faults: string[] = [];

  private constructor(app: RunningApp) {
    this.app = app;
    this.page = app.page;
    // A fault in the page fails the journey that met it, whatever else it was looking at.
    app.page.on('pageerror', (error) => this.faults.push(error.message));
    app.page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  static async start(
    userData: string,
    args: readonly string[] = [],
    more: Omit<LaunchOptions, 'userData' | 'args'> = {},
  ): Promise<Desk> {
    const desk = new Desk(await launchApp({ ...more, userData, args }));
    await desk.page.setViewportSize({ width: 1440, height: 900 });
    return desk;
  }

  async createWorkspace(name: string, code: string, agency: string): Promise<void> {
    const { page } = this;
    const fresh = page.getByRole('heading', { name: 'Create a workspace' });
    if (!(await fresh.isVisible())) await page.getByRole('button', { name: 'Create a workspace' }).click();
    await page.getByLabel('Name of the workspace').fill(name);
    await page.getByLabel('Agency code').fill(code);
    await page.getByLabel('Agency', { exact: true }).fill(agency);
    await page.getByLabel('New passphrase').fill(PASSPHRASE);
    await page.getByLabel('The same passphrase again').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const code_ = page.getByRole('group', { name: 'Write down the recovery code' });
    await expect(code_).toBeVisible();
    const groups = await code_.locator('span').allInnerTexts();
    await page.getByLabel('Type the last group to confirm').fill(groups.at(-1) ?? '');
    await page.getByRole('button', { name: 'I have written it down' }).click();
    await expect(this.area('Home')).toBeVisible();
  }

  async unlock(name: string, passphrase = PASSPHRASE): Promise<void> {
    await this.page.getByText(name, { exact: true }).click();
    await this.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await this.page.getByRole('button', { name: 'Unlock' }).click();
  }

  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: 'Lock now' }).click();
    await expect(this.page.getByRole('heading', { name: 'Unlock a workspace' })).toBeVisible();
  }

  area(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name });
  }
  async goTo(name: string): Promise<void> {
    await this.area(name).click();
    await expect(this.area(name)).toHaveAttribute('aria-current', /.+/);
  }
  /** Opens an area by its place in the rail, whatever language is worn, and waits until nothing is loading. */
  async open(
    area:
      | 'home'
      | 'operations'
      | 'timeline'
      | 'matrix'
      | 'calendar'
      | 'sites'
      | 'papers'
      | 'orders'
      | 'action'
      | 'findings'
      | 'branches'
      | 'exchange'
      | 'history',
  ): Promise<void> {
    await this.page.locator(`nav [data-area="${area}"]`).click();
    await expect(this.page.locator(`nav [data-area="${area}"]`)).toHaveAttribute('aria-current', /.+/);
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  /** Language and look as chosen in the menu, taken up by a fresh page. */
  async wear({ language, theme }: Look): Promise<void> {
    await this.page
      .getByRole('button', { name: /Language and look|Langue|Idioma|اللغة/ })
      .first()
      .click();
    await this.page.locator(`[data-choice="${language}"]`).click();
    await this.page.locator(`[data-choice="${theme}"]`).click();
    await this.page.keyboard.press('Escape');
    await expect(this.page.locator('html')).toHaveAttribute('lang', language);
  }

  /** How many pixels of the page lie beyond its right or left edge. */
  overflow(): Promise<number> {
    return this.page.evaluate(() =>
      Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
    );
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  async loadTraining(): Promise<void> {
    await this.page.getByRole('button', { name: 'Load the training operation' }).first().click();
    await expect(this.page.getByText('LANTERN TIDE').first()).toBeVisible({ timeout: 20_000 });
  }

  /** Takes in an operation file by its key, and opens the operation. */
  async loadOperation(file: string, name: string): Promise<void> {
    await this.app.answer({ open: [file] });
    await this.page.keyboard.press('Control+o');
    await expect(this.page.getByText(name).first()).toBeVisible();
  }

  async saveCard(file: string): Promise<void> {
    await this.goTo('Exchange');
    await this.tab('Partners and keys').click();
    await this.app.answer({ save: file });
    await this.page.getByRole('button', { name: 'Save our card …' }).click();
    // shown as a message and said to those who listen
    await expect(this.page.getByText(`${path.basename(file)} is saved`).first()).toBeVisible();
  }

  /** Takes a partner's card in and goes through the ceremony; answers the digits shown. */
  async trust(file: string, code: string): Promise<readonly string[]> {
    const { page } = this;
    await this.goTo('Exchange');
    await this.tab('Partners and keys').click();
    await this.app.answer({ open: [file] });
    await page.getByRole('button', { name: 'Take in a partner’s card …' }).click();
    await expect(page.getByText(code, { exact: true }).first()).toBeVisible();
    const sheet = page.getByRole('dialog');
    if (!(await sheet.isVisible())) await page.getByRole('button', { name: 'Compare digits' }).click();
    await expect(sheet).toBeVisible();
    const boxes = sheet.getByRole('checkbox');
    await expect(boxes).toHaveCount(12);
    const digits: string[] = [];
    for (const box of await boxes.all()) {
      digits.push(/\d{5}/.exec((await box.getAttribute('aria-label')) ?? '')?.[0] ?? '');
      await box.check();
    }
    await sheet.getByLabel('Compared by (name)').fill('Officer One');
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
    await sheet.getByRole('button', { name: 'Trust this partner' }).click();
    await expect(sheet).toBeHidden();
    await expect(page.getByText('Trusted', { exact: true }).first()).toBeVisible();
    return digits;
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  }

  /** Ends the app as a person would and says whether the page met a fault on the way. */
  async close(): Promise<void> {
    const code = await this.app.close();
    expect(code).toBe(0);
    expect(this.faults).toEqual([]);
  }
}
