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
    const own = session.fromPartition(`print-${randomBytes(8).toString('hex')}`, { cache: false });
    own.protocol.handle(SCHEME, (request) => {
      const url = new URL(request.url);
      if (url.host !== HOST) return new Response('refused', { status: 403 });
      const headers = {
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      };
      if (url.pathname === '/')
        return new Response(html, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
      const asset = assets.get(url.pathname);
      return asset
        ? new Response(Buffer.from(asset.bytes), { headers: { ...headers, 'content-type': asset.type } })
        : new Response('not found', { status: 404 });
    });
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
    const stop = (): void => window.destroy();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await window.loadURL(`${SCHEME}://${HOST}/`);
      return await window.webContents.printToPDF({
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      if (!window.isDestroyed()) window.destroy();
      own.protocol.unhandle(SCHEME);
      await own.clearStorageData();
    }
  };
}
