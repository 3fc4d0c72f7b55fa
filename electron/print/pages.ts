import { createHash } from 'node:crypto';
import type { PrintJob } from '../worker/requests.ts';
import type { Printer } from './printer.ts';

/**
 * Prints a prepared pack and finishes it: page count, title, language, no trace of the producing machine (R-HAN-10, file metadata).
 * The hash names this exact file in the log. The same pages give the same file: when a pack was made stands on its pages ("as of").
 * Rejects with the reason of `signal` when cancelled, else with what the printer rejects with.
 */
export async function briefPages(
  printer: Printer,
  job: Pick<PrintJob, 'html' | 'title' | 'lang'>,
  signal?: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly pages: number; readonly hash: string }> {
  signal?.throwIfAborted();
  const printed = await printer({ html: job.html }, signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
  // The library that edits PDF files is larger than all of the window's own process: read when the first pages are printed.
  const { finishPages } = await import('./finish.ts');
  const { bytes, pages } = await finishPages(printed, job);
  signal?.throwIfAborted();
  return { bytes, pages, hash: createHash('sha256').update(bytes).digest('hex') };
}
