/** Findings are read in the language of the window: no English under a French or Arabic heading, no code turned round. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Desk, type Look } from '../pages/desk.ts';

const LOOKS: readonly (Look & { readonly sync: string; readonly place: string; readonly lift: string })[] = [
  {
    language: 'en',
    theme: 'light',
    sync: 'In sync group SG1, T39 starts 1 hour before T38.',
    place: 'Stands at: Publish order · site S2 · phase P3 · 16 March 2027',
    lift: 'Nobody can lift it.',
  },
  {
    language: 'fr',
    theme: 'dark',
    sync: 'Dans le groupe synchrone SG1, T39 commence 1 heure avant T38.',
    place: 'À l’étape\u00a0: Publier l’ordre · site S2 · phase P3 · 16 mars 2027',
    lift: 'Nul ne peut le lever.',
  },
  {
    language: 'es',
    theme: 'light',
    sync: 'En el grupo sincronizado SG1, T39 comienza 1 hora antes que T38.',
    place: 'En el control: Publicar la orden · sitio S2 · fase P3 · 16 de marzo de 2027',
    lift: 'Nadie puede levantarlo.',
  },
  {
    language: 'ar',
    theme: 'light',
    sync: 'في المجموعة المتزامنة SG1، تبدأ T39 قبل T38 بساعة واحدة.',
    place: 'عند بوابة: نشر الأمر · الموقع S2 · المرحلة P3 · 16 مارس 2027',
    lift: 'لا يرفعها أحد.',
  },
];
/** Looked at as pictures only. */
const ALSO: Look = { language: 'ar', theme: 'dark' };

let dir = '';
let desk: Desk;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-words-'));
  desk = await Desk.start(path.join(dir, 'lead'));
  await desk.createWorkspace('Words desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

for (const { language, theme, sync, place, lift } of LOOKS) {
  test(`findings speak ${language}`, async () => {
    test.setTimeout(90_000);
    await desk.wear({ language, theme });
    await desk.open('findings');
    const main = desk.page.locator('main');
    await expect(main).toContainText(sync);
    await expect(main).toContainText(place);
    await expect(main).toContainText(lift);
    await desk.picture(`words-findings-${language}-${theme}`);
    // Each code of a sentence is set apart, so that Arabic does not turn it round.
    const sentence = main.locator('article', { hasText: sync.slice(0, -1) });
    await expect(sentence.locator('bdi', { hasText: /^SG1$/ }).last()).toHaveAttribute('dir', 'ltr');
    expect(await desk.overflow()).toBe(0);
    await sentence.scrollIntoViewIfNeeded();
    await desk.picture(`words-findings-end-${language}-${theme}`);

    await desk.open('home');
    await expect(main).toContainText(sync.slice(0, -1));
    await desk.picture(`words-home-${language}-${theme}`);

    await desk.open('timeline');
    await desk.page.getByRole('treegrid').getByRole('row').nth(3).click();
    await desk.page.keyboard.press('h');
    const sheet = desk.page.getByRole('dialog');
    await expect(sheet).toBeVisible();
    await desk.page.keyboard.type('-60m');
    await expect(sheet.locator('del').filter({ hasText: sync.slice(0, -1) })).toBeVisible();
    await desk.picture(`words-move-h-${language}-${theme}`);
    await sheet.getByRole('textbox').fill('');
    await desk.page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });
}

test('findings in the inspector and at night', async () => {
  test.setTimeout(60_000);
  await desk.wear(ALSO);
  await desk.open('home');
  await desk.page.locator('main').getByRole('button', { name: 'فهي تنتظر نهاية T37' }).click();
  const inspector = desk.page.getByRole('complementary').last();
  await inspector.getByRole('tab').nth(1).click();
  await expect(inspector).toContainText('المهمة T39 تبدأ قبل أوانها بـ50 دقيقة: فهي تنتظر نهاية T37.');
  await desk.picture('words-inspector-ar-dark');
  await desk.open('findings');
  await desk.picture('words-findings-ar-dark');
  await desk.page.locator('main article', { hasText: 'R-AGR-01' }).first().scrollIntoViewIfNeeded();
  await desk.picture('words-findings-middle-ar-dark');
  expect(await desk.overflow()).toBe(0);
});
