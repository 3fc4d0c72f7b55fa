import { randomBytes } from 'node:crypto';
import { FontAssets } from '../print/font-assets.ts';
import type { Printer } from '../print/printer.ts';
import { BrowserWindow, session } from './electron-print.ts';

const SCHEME = 'https';
const HOST = 'document.invalid';
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline' https://document.invalid; font-src https://document.invalid; img-src data:";

/**
 * Prints in a hidden window of Electron: scripts off, sandboxed, in a session of its own that lives in memory, knows one made-up address
 * and is emptied afterwards. No preload, so the pages could not call anything even if they ran.
 */
export function makeElectronPrinter(fontsFolder: string): Printer {
  const assets = new FontAssets(fontsFolder);
  return async ({ html }, signal) => {
    signal?.throwIfAborted();
    const own = session.fromPartition(`print-${randomBytes(8).toString('hex')}`, { cache: false });
    const stopped = Promise.withResolvers<never>();
    stopped.promise.catch(() => {}); // a print that has ended no longer waits for it
    own.protocol.handle(SCHEME, (request) => {
      const { host, pathname } = new URL(request.url);
      const headers = {
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      };
      if (host === HOST && pathname === '/')
        return new Response(html, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
      const asset = host === HOST ? assets.get(pathname) : undefined;
      if (asset) return new Response(Buffer.from(asset.bytes), { headers: { ...headers, 'content-type': asset.type } });
      // Browsers look for an icon on their own; the pages name none.
      if (host === HOST && pathname === '/favicon.ico') return new Response(null, { status: 204 });
      // A pack with a face or picture missing must not pass for a whole one.
      stopped.reject(new Error('the pages ask for something that is not among their assets'));
      return new Response('refused', { status: 403 });
    });
    // Other schemes are not handled above; nothing but the made-up address is ever asked.
    own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith(`${SCHEME}://${HOST}/`) }));
    own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        session: own,
        javascript: false,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    });
    const stop = (): void => stopped.reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    const print = async (): Promise<Uint8Array> => {
      await window.loadURL(`${SCHEME}://${HOST}/`);
      return await window.webContents.printToPDF({
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
    };
    const work = print();
    work.catch(() => {}); // after a stop nobody waits for it
    try {
      return await Promise.race([work, stopped.promise]);
    } finally {
      signal?.removeEventListener('abort', stop);
      if (!window.isDestroyed()) window.destroy();
      own.protocol.unhandle(SCHEME);
      await own.clearStorageData();
    }
  };
}
