/**
 * A second desk becomes a station of the agency: cards are read and digits compared, the desk with the root key takes it in, it becomes a
 * station by the new card, and takes over the plan from a file. Its window speaks of the agency from then on. It asks for a new key, the
 * two meet in a folder, and two people take the key in.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';

let dir = '';
const at = (name: string): string => path.join(dir, name);
test.beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-stations-'));
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function clean(desk: Desk, name: string): Promise<void> {
  expect.soft(await violations(desk.page), name).toEqual([]);
  expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
}
const LOOKS: readonly Look[] = [
  { language: 'ar', theme: 'light' },
  { language: 'fr', theme: 'dark' },
  { language: 'en', theme: 'light' },
];

/** Picks a command by its words, from wherever the person is. */
async function pick({ page }: Desk, words: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(typeof words === 'string' ? words : '');
  await page.getByRole('option', { name: words }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}
/** One round in the folder that the next choice answers with. */
async function meet(desk: Desk): Promise<Locator> {
  await pick(desk, 'Meet the other stations');
  const sheet = desk.page.getByRole('dialog');
  await desk.picture('stations-meet-before');
  await sheet.getByRole('button', { name: /^(Choose the folder and meet|Meet)$/ }).click();
  await expect(sheet.getByRole('status')).toContainText(/Taken in|Nothing new/);
  await desk.picture('stations-meet-after');
  return sheet;
}

test('a second desk joins the agency and gets its plan from the first', async () => {
  test.setTimeout(240_000);
  const first = await Desk.start(at('first'));
  const second = await Desk.start(at('second'));
  for (const desk of [first, second]) desk.page.setDefaultTimeout(15_000);
  await second.createWorkspace('Night desk', 'N07', 'Second desk of the Korea police');
  await first.createWorkspace('Lead desk', 'A07', 'Korea police, international investigations');
  await first.loadTraining();
  await first.saveCard(at('first.jxc'));
  await second.saveCard(at('second.jxc'));
  await first.trust(at('second.jxc'), 'N07');
  await second.trust(at('first.jxc'), 'A07');

  await test.step('one person is not enough, two make the new card', async () => {
    const { page } = first;
    await page.getByRole('button', { name: 'Take in a station …' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('First person (name)').fill('Officer One');
    await page.keyboard.press('Control+Enter');
    await expect(sheet.getByText('Give the station a name.')).toBeVisible();
    await first.picture('y-enrol');
    await clean(first, 'taking in a station');
    await sheet.getByLabel('Name of the station').fill('Night desk');
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Card 2 is made.').first()).toBeVisible();
    await expect(page.getByText('Station Night desk')).toBeVisible();
    await first.saveCard(at('first-2.jxc'));
  });

  await test.step('the desk reads that card and becomes the station it names', async () => {
    const { page } = second;
    await page.getByRole('button', { name: 'Become a station of an agency …' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('First person (name)').fill('Officer Three');
    await sheet.getByLabel('Second person (name)').fill('Officer Four');
    await page.keyboard.press('Control+Enter');
    await expect(sheet.getByText('does not name this station')).toBeVisible();
    await second.picture('y-join-refused');
    await clean(second, 'becoming a station, refused');
    await sheet.getByRole('button', { name: 'Close' }).first().click();
    await second.app.answer({ open: [at('first-2.jxc')] });
    await page.getByRole('button', { name: 'Take in a partner’s card …' }).click();
    const again = page.getByRole('dialog');
    // the newer card is shown for comparing; this desk compared its digits already
    await expect(again).toBeVisible();
    await again.getByRole('button', { name: 'Close' }).first().click();
    await expect(again).toBeHidden();
    await page.getByRole('button', { name: 'Become a station of an agency …' }).click();
    await sheet.getByLabel('Second person (name)').fill('Officer Four');
    await page.keyboard.press('Control+Enter');
    await expect(
      page.getByText('This is a station of Korea police, international investigations now').first(),
    ).toBeVisible();
    await expect(page.getByRole('banner')).not.toContainText('Second desk of the Korea police');
  });

  await test.step('it takes over the plan from a file the first desk passes on', async () => {
    await first.app.answer({ save: at('stations.jxb') });
    await first.page.getByRole('button', { name: 'Pass on to the other stations …' }).click();
    const sheet = first.page.getByRole('dialog');
    await sheet.getByRole('checkbox').check();
    await clean(first, 'passing on');
    await first.picture('y-pass');
    await first.page.keyboard.press('Control+Enter');
    await expect(first.page.getByText(/lines are in stations\.jxb/).first()).toBeVisible();
    const { page } = second;
    await second.goTo('Exchange');
    await second.tab('Receive').click();
    await second.app.answer({ open: [at('stations.jxb')] });
    await page.getByRole('button', { name: 'Choose a file …' }).click();
    await expect(page.getByRole('heading', { name: 'What it changes' })).toBeVisible();
    const by = page.getByLabel('Accepted by (name)');
    if ((await by.inputValue()) === '') await by.fill('Officer Three');
    await page.getByRole('button', { name: 'Accept these changes' }).click();
    await expect(page.getByRole('heading', { name: 'Accepted', exact: true })).toBeVisible();
    await second.goTo('Operations');
    await expect(page.getByText('LANTERN TIDE').first()).toBeVisible();
  });

  await test.step('it asks for a new key from the command list, and they meet in a folder', async () => {
    const folder = at('meeting');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'strange.jxb'), 'not ours');
    for (const desk of [first, second]) await desk.app.answer({ open: [folder] });
    await pick(second, 'Ask for new keys of this station');
    await second.picture('y-ask');
    await clean(second, 'asking for new keys');
    await second.page.keyboard.press('Control+Enter');
    await expect(second.page.getByText('is asked for and not on the card yet')).toBeVisible();
    const sheet = await meet(second);
    await expect(sheet.getByText('1 file was not taken in:')).toBeVisible();
    await expect(sheet.getByRole('status')).toContainText('This is not an exchange file');
    await second.picture('y-met');
    await clean(second, 'met in a folder');
    // A password in the address is not sent anywhere, and a hub that is not there says so.
    await sheet.getByRole('button', { name: 'At the hub' }).click();
    await sheet.getByLabel('Address of the hub').fill('postgres://desk:secret@127.0.0.1:1/liaison');
    await second.page.keyboard.press('Control+Enter');
    await expect(sheet.getByRole('alert')).toContainText('without a password');
    await sheet.getByLabel('Address of the hub').fill('postgres://desk@127.0.0.1:1/liaison');
    await sheet.getByLabel('Password of the hub', { exact: true }).fill('secret');
    await second.page.keyboard.press('Control+Enter');
    await expect(sheet.getByText('The hub cannot be used now')).toBeVisible();
    await clean(second, 'no hub there');
    await second.page.keyboard.press('Escape');
    expect(readdirSync(folder).length).toBeGreaterThan(1);
  });

  await test.step('two people take the key in, and the next round brings the card back', async () => {
    const { page } = first;
    const sheet = await meet(first);
    await expect(sheet.getByRole('status')).toContainText(/Taken in: [1-9]/);
    await page.keyboard.press('Escape');
    await expect(page.getByText('Night desk asks for a new encryption key')).toBeVisible();
    await first.picture('y-asks');
    await page.getByRole('button', { name: 'Take in new keys …' }).click();
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
    await first.picture('y-renew');
    await clean(first, 'taking in new keys');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Card 3 is made.').first()).toBeVisible();
    await expect(page.getByText('asks for a new encryption key')).toBeHidden();
    await meet(first);
    await meet(second);
    await second.page.keyboard.press('Escape');
    await expect(second.page.getByText('is asked for and not on the card yet')).toBeHidden();
    await page.keyboard.press('Escape');
  });

  await test.step('the keys of the agency, with both stations, in every look', async () => {
    await second.goTo('Exchange');
    await second.tab('Partners and keys').click();
    await expect(second.page.getByRole('button', { name: 'Read the newest own card …' })).toBeVisible();
    for (const look of LOOKS) {
      await second.wear(look);
      await clean(second, `stations, ${look.language} ${look.theme}`);
      await second.picture(`y-stations-${look.language}-${look.theme}`);
      if (look.language === 'en') continue;
      await pick(second, /لقاء المحطات الأخرى|Rencontrer les autres postes/);
      await second.page.getByRole('button', { name: /عند المركز|Au serveur commun/ }).click();
      await second.picture(`y-hub-${look.language}-${look.theme}`);
      await clean(second, `at the hub, ${look.language} ${look.theme}`);
      await second.page.keyboard.press('Escape');
    }
  });
  for (const desk of [first, second]) await desk.close();
});
