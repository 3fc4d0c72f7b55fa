/** Electron's `protocol`, and the answer to every request of the page: a handler of the app, or nothing. */
import type { ProtocolSubset } from '../platform/electron-subset.ts';
import { SCHEME_PATTERN, toAppForm, toBrowserForm } from './address.ts';
import { app } from './app.ts';
import type { Cdp } from './cdp.ts';
import type { HeaderEntry, PausedRequest } from './cdp-protocol.ts';
import { warn } from './shell-env.ts';

type SchemeHandler = Parameters<ProtocolSubset['handle']>[1];

/** On every document: no popups, no external programs, no flash of a window, whatever the page's own policy says. */
const DOCUMENT_POLICY: HeaderEntry = {
  name: 'content-security-policy',
  value: 'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-downloads',
};

const handlers = new Map<string, SchemeHandler>();
const isHandled = (scheme: string): boolean => handlers.has(scheme);

/** app://… for addresses of ours, others unchanged. */
export const fromBrowser = (url: string): string => toAppForm(url, isHandled);
/** The browser's form of an address of ours, others unchanged. */
export const toBrowser = (url: string): string => toBrowserForm(url, isHandled);

export const protocol: ProtocolSubset = {
  registerSchemesAsPrivileged() {
    // Nothing to lay down: the browser's form is https, which has every privilege asked for.
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
  handle(scheme, handler) {
    if (!app.isReady()) throw new Error('protocol.handle can only be used after the app is ready');
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} has been registered`);
    if (!SCHEME_PATTERN.test(scheme)) throw new Error(`The scheme ${scheme} is not one the Chromium shell can serve`);
    handlers.set(scheme, handler);
  },
};

/** Refuses a paused request. 'Aborted' leaves the shown document alone; 'BlockedByClient' would replace it by an error page. */
export function refuseRequest(cdp: Cdp, sessionId: string, request: PausedRequest): void {
  const errorReason = request.resourceType === 'Document' ? 'Aborted' : 'BlockedByClient';
  cdp.post('Fetch.failRequest', { requestId: request.requestId, errorReason }, sessionId);
}

/** Answers a paused request from the app's handler; all others are refused, so the page has no network. */
export async function answerRequest(cdp: Cdp, sessionId: string, paused: PausedRequest): Promise<void> {
  const { requestId, request, resourceType } = paused;
  const url = fromBrowser(request.url);
  const handler = url === request.url ? undefined : handlers.get(url.slice(0, url.indexOf(':')));
  if (!handler) {
    refuseRequest(cdp, sessionId, paused);
    return;
  }
  try {
    const response = await handler(new Request(url, { method: request.method, headers: request.headers }));
    const headers = [...response.headers].map(([name, value]) => ({ name, value }));
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    const responseHeaders = resourceType === 'Document' ? [...headers, DOCUMENT_POLICY] : headers;
    const answer = { requestId, responseCode: response.status, responseHeaders, body };
    cdp.post('Fetch.fulfillRequest', answer, sessionId);
  } catch (error) {
    // The name only: the text may quote what was asked for.
    warn(`a protocol handler failed (${error instanceof Error ? error.name : typeof error})`);
    cdp.post('Fetch.failRequest', { requestId, errorReason: 'Failed' }, sessionId);
  }
}
