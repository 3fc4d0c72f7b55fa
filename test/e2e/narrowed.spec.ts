/**
 * A release that becomes narrower: the level of a partner is lowered, the window names what lies there and may not any more, two people
 * recall it in one step. Then trust is withdrawn and given again, by the same card and the same sixty digits.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';

let dir = '';
const at = (name: string): string => path.join(dir, name);
test.beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-narrowed-'));
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function clean(desk: Desk, name: string): Promise<void> {
  expect.soft(await violations(desk.page), name).toEqual([]);
  expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
}
const LOOKS: readonly Look[] = [
  { language: 'ar', theme: 'dark' },
  { language: 'en', theme: 'light' },
];

test('a lower level is named and recalled; trust withdrawn is given again', async () => {
  test.setTimeout(240_000);
  const lead = await Desk.start(at('lead'));
  const hub = await Desk.start(at('hub'));
  for (const desk of [lead, hub]) desk.page.setDefaultTimeout(15_000);
  await hub.createWorkspace('Hub desk', 'A06', 'Thailand police, transit and coordination');
  await lead.createWorkspace('Lead desk', 'A07', 'Korea police, international investigations');
  await lead.loadTraining();
  await hub.saveCard(at('hub.jxc'));
  await lead.trust(at('hub.jxc'), 'A06');
  const { page } = lead;
  const sheet = page.getByRole('dialog');
  const partners = async (): Promise<void> => {
    await lead.goTo('Exchange');
    await lead.tab('Partners and keys').click();
  };
  const compare = async (): Promise<void> => {
    const boxes = sheet.getByRole('checkbox');
    await expect(boxes).toHaveCount(12);
    for (const box of await boxes.all()) await box.check();
    await sheet.getByLabel('Compared by (name)').fill('Officer One');
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
  };

  await test.step('a file goes out', async () => {
    await lead.tab('Send').click();
    await expect(page.getByText('records go')).toBeVisible();
    await expect(page.getByText('may not go there any more')).toHaveCount(0);
    await page.getByLabel('Released by (name)').fill('Officer One');
    await page.getByLabel('Second approver (name)').fill('Officer Two');
    await lead.app.answer({ save: at('first.jxb') });
    await page.getByRole('button', { name: 'Seal and save …' }).click();
    await expect(page.getByText('first.jxb is sealed')).toBeVisible();
  });

  await test.step('the digits are compared anew and the level is lowered', async () => {
    await partners();
    await page.getByRole('button', { name: 'Show digits' }).click();
    await sheet.getByRole('button', { name: 'Compare anew or change the level …' }).click();
    await compare();
    await sheet.getByLabel('Highest level this partner may receive').selectOption('INTERPOL FOR OFFICIAL USE ONLY');
    await lead.picture('z-ceremony-anew');
    await clean(lead, 'comparing anew');
    await sheet.getByRole('button', { name: 'Trust this partner' }).click();
    await expect(sheet).toBeHidden();
    await expect(page.getByText('INTERPOL FOR OFFICIAL USE ONLY').first()).toBeVisible();
  });

  await test.step('what lies there is named, and recalled with a reason and two persons', async () => {
    await lead.tab('Send').click();
    const card = page.getByRole('heading', { name: 'A06 holds what may not go there any more' });
    await expect(card).toBeVisible();
    for (const look of LOOKS) {
      await lead.wear(look);
      await lead.picture(`z-narrowed-${look.language}-${look.theme}`);
      await clean(lead, `narrowed, ${look.language} ${look.theme}`);
    }
    await page.getByRole('button', { name: 'Recall it …' }).click();
    await lead.picture('z-narrowed-sheet');
    await sheet.getByLabel(/Reason/).fill('Their level was lowered');
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(card).toHaveCount(0);
    await lead.tab('Inbox and outbox').click();
    await page.getByRole('button', { name: 'Recalls', exact: true }).click();
    await expect(page.getByText('Their level was lowered').first()).toBeVisible();
    await lead.picture('z-recalls-with-parts');
  });

  await test.step('trust is withdrawn, and given again by card and digits', async () => {
    await partners();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await sheet.getByLabel('Revoked by (name)').fill('Officer One');
    await sheet.getByLabel('Reason').fill('A quarrel');
    await sheet.getByRole('button', { name: 'Revoke' }).click();
    await expect(sheet).toBeHidden();
    await lead.picture('z-revoked');
    await clean(lead, 'revoked');
    await lead.app.answer({ open: [at('hub.jxc')] });
    await page.getByRole('button', { name: 'Enrol again …' }).click();
    await compare();
    await sheet.getByRole('button', { name: 'Trust this partner' }).click();
    await expect(sheet).toBeHidden();
    await expect(page.getByText('Trusted', { exact: true }).first()).toBeVisible();
  });
  await lead.close();
  await hub.close();
});
