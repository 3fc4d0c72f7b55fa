/**
 * A headless browser for documents: turns HTML into PDF or a picture. Documents come from memory, everything else is
 * refused, nothing listens, and the profile is gone afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserFlags } from './browser-flags.ts';
import { Cdp, lastWords } from './cdp.ts';
import type { CdpEvent, PausedRequest } from './cdp-protocol.ts';
import { type PdfOptions, printPage } from './pdf.ts';
import type { ProvidedBrowser } from './provide-browser.ts';

/** Why a document could not be made. The text never holds the document's words. */
export class HeadlessError extends Error {
  override readonly name = 'HeadlessError';
  readonly reason: 'browser' | 'document' | 'timeout' | 'cancelled';

  constructor(reason: HeadlessError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface Asset {
  /** MIME type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface HtmlDocument {
  readonly html: string;
  /** By path from the document's root ("/fonts/inter.woff2"). Asking for any other address is an error. */
  readonly assets?: ReadonlyMap<string, Asset>;
}

export interface PrintOptions extends HtmlDocument {
  readonly pdf?: PdfOptions;
}

export interface ScreenshotOptions extends HtmlDocument {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Beyond the given height, as far as the document goes. */
  readonly fullPage?: boolean;
  /** Scripts run only where they are asked for: a printed document needs none. */
  readonly scripts?: boolean;
}

/** What can be done with the browser while it is there. */
export interface HeadlessBrowser {
  /** Tagged, outlined PDF in the size of the document's own @page rule, unless `pdf` says otherwise. */
  readonly printHtml: (options: PrintOptions) => Promise<Uint8Array>;
  /** PNG. */
  readonly screenshotHtml: (options: ScreenshotOptions) => Promise<Uint8Array>;
}

export interface HeadlessOptions {
  /** For everything the job does, start of the browser included. */
  readonly timeLimitMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const ORIGIN = 'https://document.invalid'; // never resolves: RFC 6761
const DOCUMENT_URL = `${ORIGIN}/`;
const TIME_LIMIT_MS = 120_000;
const EXIT_LIMIT_MS = 2000;
const PDF_DEFAULTS: PdfOptions = {
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
};
/** Fonts before ink: resolves when every face the document uses is there. */
const FONTS_READY = 'document.fonts.ready.then(() => true)';

/**
 * Starts `browser`, lends it to `job`, ends it. Rejects with HeadlessError when the browser does not start, dies, takes too
 * long or is cancelled, or when a document asks for what it was not given; else with what `job` rejects with.
 */
export async function withHeadlessBrowser<T>(
  browser: ProvidedBrowser,
  job: (browser: HeadlessBrowser) => Promise<T>,
  { timeLimitMs = TIME_LIMIT_MS, signal }: HeadlessOptions = {},
): Promise<T> {
  const cancelled = () => new HeadlessError('cancelled', 'cancelled');
  if (signal?.aborted) throw cancelled();
  const profile = await mkdtemp(path.join(tmpdir(), 'liaison-print-'));
  const cdp = new Cdp(
    browser.file,
    [
      ...browserFlags({ profile, hasNoSandbox: browser.hasNoSandbox }),
      '--headless',
      '--hide-scrollbars',
      'about:blank',
    ],
    { ...process.env, ...browser.env },
  );
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: HeadlessError['reason'], message: string): void => {
    stopped.reject(new HeadlessError(reason, message));
  };
  const limit = setTimeout(
    () => stop('timeout', `the headless browser took longer than ${timeLimitMs} ms`),
    timeLimitMs,
  );
  const cancel = (): void => stopped.reject(cancelled());
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel(); // while the profile was made
  cdp.once('closed', (code, killedBy) => {
    const how = `the headless browser ended (${killedBy ?? `code ${code}`})`;
    stop('browser', [how, lastWords(cdp.stderr)].join('\n').trim());
  });
  const work = job(makeBrowser(cdp));
  work.catch(() => {}); // after a stop nobody waits for it
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener('abort', cancel);
    await end(cdp);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** Kills: there is nothing to save. Waits, so that the profile can be removed. */
async function end(cdp: Cdp): Promise<void> {
  if (cdp.dead) return;
  const closed = new Promise<void>((resolve) => {
    cdp.once('closed', () => resolve());
    setTimeout(resolve, EXIT_LIMIT_MS).unref();
  });
  cdp.kill();
  await closed;
}

function makeBrowser(cdp: Cdp): HeadlessBrowser {
  return {
    printHtml: (options) =>
      withDocument(cdp, options, false, async (session) => {
        return printPage(cdp, session, { ...PDF_DEFAULTS, ...options.pdf });
      }),
    screenshotHtml: ({ width, height, fullPage = false, scripts = false, ...document }) =>
      withDocument(cdp, document, scripts, async (session) => {
        const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
        await cdp.send('Emulation.setDeviceMetricsOverride', metrics, session);
        const options = { format: 'png', captureBeyondViewport: fullPage } as const;
        const { data } = await cdp.send('Page.captureScreenshot', options, session);
        return Buffer.from(data, 'base64');
      }),
  };
}

/** Loads a document in a page and a browser context of its own, lends the page, closes both. */
async function withDocument<T>(
  cdp: Cdp,
  document: HtmlDocument,
  scripts: boolean,
  job: (session: string) => Promise<T>,
): Promise<T> {
  const { browserContextId } = await cdp.send('Target.createBrowserContext', {});
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const refused = Promise.withResolvers<never>();
  const loaded = Promise.withResolvers<void>();
  const onEvent = (event: CdpEvent): void => {
    if (event.sessionId !== sessionId) return;
    if (event.method === 'Fetch.requestPaused') {
      const complaint = answerFromMemory(cdp, sessionId, event.params, document, scripts);
      if (complaint !== null) refused.reject(new HeadlessError('document', complaint));
    } else if (event.method === 'Page.loadEventFired') loaded.resolve();
    else if (event.method === 'Inspector.targetCrashed') {
      refused.reject(new HeadlessError('browser', 'the page of the headless browser crashed'));
    }
  };
  cdp.on('event', onEvent);
  const work = async (): Promise<T> => {
    await Promise.all([
      cdp.send('Page.enable', {}, sessionId),
      cdp.send('Inspector.enable', {}, sessionId),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId),
      cdp.send('Emulation.setScriptExecutionDisabled', { value: !scripts }, sessionId),
    ]);
    const { errorText } = await cdp.send('Page.navigate', { url: DOCUMENT_URL }, sessionId);
    if (errorText) throw new HeadlessError('browser', `the document did not load: ${errorText}`);
    await loaded.promise;
    await cdp.send('Runtime.evaluate', { expression: FONTS_READY, awaitPromise: true }, sessionId);
    return job(sessionId);
  };
  const working = work();
  working.catch(() => {});
  try {
    return await Promise.race([working, refused.promise]);
  } finally {
    cdp.off('event', onEvent);
    cdp.post('Target.disposeBrowserContext', { browserContextId }); // closes the page as well
  }
}

/** Null, or what the document wanted that it may not have. */
function answerFromMemory(
  cdp: Cdp,
  session: string,
  { requestId, request }: PausedRequest,
  { html, assets }: HtmlDocument,
  scripts: boolean,
): string | null {
  const asset = assetFor(request.url, html, assets);
  if (asset === null) {
    cdp.post('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, session);
    const { origin, pathname } = new URL(request.url);
    return origin === ORIGIN
      ? `the document asks for ${pathname}, which is not among its assets`
      : 'the document asks for an address outside itself';
  }
  const responseHeaders = [
    { name: 'content-type', value: asset.type },
    { name: 'content-security-policy', value: policy(scripts) },
    { name: 'x-content-type-options', value: 'nosniff' },
    { name: 'cache-control', value: 'no-store' },
  ];
  const body = Buffer.from(asset.bytes).toString('base64');
  cdp.post('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body }, session);
  return null;
}

function assetFor(url: string, html: string, assets: HtmlDocument['assets']): Asset | null {
  const { origin, pathname } = new URL(url);
  if (origin !== ORIGIN) return null;
  if (pathname === '/') return { type: 'text/html; charset=utf-8', bytes: Buffer.from(html) };
  // Browsers look for an icon on their own; a document without one is not at fault.
  if (pathname === '/favicon.ico' && !assets?.has(pathname)) return { type: 'image/x-icon', bytes: new Uint8Array() };
  return assets?.get(pathname) ?? null;
}

/** Images, styles and fonts are left to the interception, which not only refuses but tells. */
function policy(scripts: boolean): string {
  const script = scripts ? "'self' 'unsafe-inline'" : "'none'";
  return [
    `script-src ${script}`,
    ...['connect-src', 'frame-src', 'object-src', 'worker-src', 'base-uri', 'form-action'].map(
      (name) => `${name} 'none'`,
    ),
  ].join('; ');
}
