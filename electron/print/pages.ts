import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { PrintJob } from '../worker/requests.ts';
import { forgetOrigin, headingsOf, nameOutline, renumberHeads } from './finish.ts';
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
  const pdf = await PDFDocument.load(printed, { updateMetadata: false });
  forgetOrigin(pdf);
  renumberHeads(pdf);
  nameOutline(pdf, headingsOf(job.html));
  pdf.setTitle(job.title, { showInWindowTitleBar: true });
  pdf.setLanguage(job.lang);
  pdf.setProducer('Liaison');
  pdf.setCreator('Liaison');
  const bytes = await pdf.save();
  signal?.throwIfAborted();
  return { bytes, pages: pdf.getPageCount(), hash: createHash('sha256').update(bytes).digest('hex') };
}
