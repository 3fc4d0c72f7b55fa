import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { HeadlessError, withHeadlessBrowser } from './headless.ts';
import { type ProvidedBrowser, provideBrowser } from './provide-browser.ts';

let browser: ProvidedBrowser;

beforeAll(async () => {
  const provided = await provideBrowser({ visible: false });
  if (!provided) throw new Error('no browser for the tests of printing: npm ci brings one on Linux x64');
  browser = provided;
}, 120_000);

const page = (body: string, style = ''): string =>
  `<!doctype html><html lang="en"><head><title>Plan</title><style>${style}</style></head><body>${body}</body></html>`;

function temporaryProfiles(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('liaison-print-'));
}

/** Pixel width and height from the header of a PNG. */
function pngSize(png: Uint8Array): readonly [number, number] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
}

test('prints a tagged PDF with an outline, in the size its own rule names', async () => {
  const html = page(
    '<h1>One</h1><p>Text</p><h2 style="break-before:page">Two</h2>',
    '@page{size:A5 landscape;margin:1cm}',
  );
  const pdf = await withHeadlessBrowser(browser, ({ printHtml }) => printHtml({ html }));
  const document = await PDFDocument.load(pdf);
  expect(document.getPageCount()).toBe(2);
  const { width, height } = document.getPage(0).getSize();
  expect([Math.round(width), Math.round(height)]).toEqual([595, 420]);
  expect(document.catalog.has(PDFName.of('StructTreeRoot'))).toBe(true);
  expect(document.catalog.has(PDFName.of('Outlines'))).toBe(true);
});

test('several documents of one browser do not see each other', async () => {
  const sizes = await withHeadlessBrowser(browser, ({ printHtml }) =>
    Promise.all(
      ['A4', 'A5'].map(async (size) => {
        const document = await PDFDocument.load(await printHtml({ html: page('x', `@page{size:${size}}`) }));
        return Math.round(document.getPage(0).getWidth());
      }),
    ),
  );
  expect(sizes).toEqual([595, 420]);
});

test('a web font among the assets is used', async () => {
  const file = createRequire(import.meta.url).resolve(
    '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
  );
  const assets = new Map([['/fonts/arabic.woff2', { type: 'font/woff2', bytes: await readFile(file) }]]);
  const style = '@font-face{font-family:Arabic;src:url(/fonts/arabic.woff2)}body{font-family:Arabic}';
  const html = page('عملية مشتركة', style);
  const pdf = await withHeadlessBrowser(browser, ({ printHtml }) => printHtml({ html, assets }));
  expect(Buffer.from(pdf).toString('latin1')).toContain('NotoSansArabic');
});

test('text has a face even on a machine without fonts', async () => {
  const [blank, text] = await withHeadlessBrowser(browser, ({ screenshotHtml }) =>
    Promise.all(['', 'Plain words'].map((body) => screenshotHtml({ html: page(body), width: 300, height: 100 }))),
  );
  expect(text).not.toEqual(blank);
});

test('a picture has the size asked for, and the whole page on request', async () => {
  const html = page('<div style="height:900px">x</div>', 'body{margin:0}');
  const [view, whole] = await withHeadlessBrowser(browser, ({ screenshotHtml }) =>
    Promise.all([false, true].map((fullPage) => screenshotHtml({ html, width: 400, height: 200, fullPage }))),
  );
  expect(view && pngSize(view)).toEqual([400, 200]);
  expect(whole && pngSize(whole)).toEqual([400, 900]);
});

test('scripts run only where they are asked for', async () => {
  const html = page('<p>a</p><script>document.body.textContent = "written by a script"</script>');
  const still = page('<p>a</p>');
  const pictures = await withHeadlessBrowser(browser, ({ screenshotHtml }) =>
    Promise.all([
      screenshotHtml({ html, width: 300, height: 100, scripts: true }),
      screenshotHtml({ html, width: 300, height: 100 }),
      screenshotHtml({ html: still, width: 300, height: 100 }),
    ]),
  );
  expect(pictures[1]).toEqual(pictures[2]);
  expect(pictures[0]).not.toEqual(pictures[1]);
});

describe('fails closed', () => {
  const fails = async (html: string, options = {}): Promise<HeadlessError> => {
    const error: unknown = await withHeadlessBrowser(browser, ({ printHtml }) => printHtml({ html }), options).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof HeadlessError)) throw new Error('the document was printed');
    return error;
  };

  test('a document may not ask for the network', async () => {
    const error = await fails(page('<img src="http://127.0.0.1:9/secret-name.png">'));
    expect(error.reason).toBe('document');
    expect(error.message).not.toContain('secret-name');
  });

  test('an asset that is not there is named', async () => {
    const error = await fails(page('<img src="/logo.png">'));
    expect([error.reason, error.message]).toEqual([
      'document',
      'the document asks for /logo.png, which is not among its assets',
    ]);
  });

  test('a browser that does not exist', async () => {
    const gone = { ...browser, file: path.join(tmpdir(), 'no-such-browser') };
    const error: unknown = await withHeadlessBrowser(gone, async () => new Promise(() => {})).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'HeadlessError', reason: 'browser' });
  });

  test('too slow: the browser is killed and its profile removed', async () => {
    const before = temporaryProfiles();
    const forever = withHeadlessBrowser(browser, () => new Promise(() => {}), { timeLimitMs: 300 });
    await expect(forever).rejects.toMatchObject({ reason: 'timeout' });
    expect(temporaryProfiles()).toEqual(before);
  });

  test('cancelled while it runs, and before it starts', async () => {
    const abort = new AbortController();
    const running = withHeadlessBrowser(browser, () => new Promise(() => {}), { signal: abort.signal });
    abort.abort();
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    await expect(withHeadlessBrowser(browser, async () => 1, { signal: abort.signal })).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });
});

test.runIf(process.platform === 'linux')('the bundled browser lacks no library but those of every Linux', async () => {
  if (browser.source !== 'bundled') return; // an installed one brings its own
  const env = { ...process.env, ...browser.env };
  const needed = execFileSync('ldd', [browser.file], { env }).toString().trim().split('\n');
  const cache = path.dirname(browser.file);
  const system = /^\s*(?:linux-vdso|\/lib64\/ld-linux|lib(?:c|m|dl|pthread|gcc_s|rt)\.so)/;
  expect(needed.filter((line) => !system.test(line) && !line.includes(`=> ${cache}/`))).toEqual([]);
});
