/**
 * Tests: a second client (Playwright, in the parent process) drives the same browser through the Node IPC channel, on a
 * browser session of its own. There is no such channel unless the parent made one, and no socket either way.
 */
import type { Cdp, CdpMessage } from './cdp.ts';

/** What the test wants the next dialogs to answer; a field that is absent shows the dialog. */
export interface DialogAnswers {
  save?: string | null;
  open?: readonly string[];
  box?: number;
}

export type FromTest = { readonly cdp: CdpMessage } | { readonly answer: DialogAnswers };
export type ToTest = { readonly cdp: CdpMessage } | { readonly ready: true } | { readonly answered: true };

export const dialogAnswers: DialogAnswers = {};

/** Starts relaying; after the first load, so that the test cannot come between the shell and its window. */
export async function relayToTest(cdp: Cdp, onTestGone: () => void): Promise<void> {
  const { sessionId: root } = await cdp.send('Target.attachToBrowserTarget', {});
  cdp.foreignSessions.add(root);
  cdp.on('foreign', ({ sessionId, ...message }) => {
    // To the test, its root session is the browser itself.
    toTest({ cdp: sessionId === root || sessionId === undefined ? message : { ...message, sessionId } });
  });
  process.on('message', (message: FromTest) => {
    if ('answer' in message) {
      Object.assign(dialogAnswers, message.answer);
      toTest({ answered: true });
    } else if (!answerInBrowsersPlace(message.cdp)) {
      cdp.sendRaw(message.cdp.sessionId === undefined ? { ...message.cdp, sessionId: root } : message.cdp);
    }
  });
  process.once('disconnect', onTestGone);
  toTest({ ready: true });
}

/** The build watcher asks for a reload; the window ends with the watcher. */
export function listenToWatcher(reload: () => void, onWatcherGone: () => void): void {
  process.on('message', (message: { readonly reload?: boolean }) => {
    if (message.reload) reload();
  });
  process.once('disconnect', onWatcherGone);
}

/** Playwright sets a download behaviour on connecting, which would take the save dialog away from the shell. */
function answerInBrowsersPlace({ id, method, sessionId }: CdpMessage): boolean {
  if (method !== 'Browser.setDownloadBehavior' || id === undefined) return false;
  toTest({ cdp: { id, result: {}, ...(sessionId === undefined ? {} : { sessionId }) } });
  return true;
}

function toTest(message: ToTest): void {
  if (process.connected) process.send?.(message);
}
