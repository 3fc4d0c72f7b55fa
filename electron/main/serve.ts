import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CONTENT_POLICY, HOST } from '../security/origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};
const notFound = (): Response => new Response('not found', { status: 404 });

/** Serves the built window files of `root` and nothing else: known extensions, inside the folder, GET only. */
export const serveFrom =
  (root: string) =>
  async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (url.host !== HOST || request.method !== 'GET') return notFound();
    let wanted: string;
    try {
      wanted = decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname);
    } catch {
      return notFound();
    }
    const file = path.normalize(path.join(root, wanted));
    const type = TYPES[path.extname(file)];
    if (!file.startsWith(root + path.sep) || wanted.includes('\0') || !type) return notFound();
    try {
      return new Response(await readFile(file), {
        headers: {
          'content-type': type,
          'content-security-policy': CONTENT_POLICY,
          'x-content-type-options': 'nosniff',
          'cross-origin-opener-policy': 'same-origin',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        },
      });
    } catch {
      return notFound();
    }
  };
