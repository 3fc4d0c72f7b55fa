import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { PrintJob } from '../worker/requests.ts';
import type { Printer } from './printer.ts';

/**
 * Prints a prepared pack and finishes it: page count, title, language, no trace of the producing machine (R-HAN-10, file metadata).
 * The hash names this exact file in the log.
 */
export async function briefPages(
  printer: Printer,
  job: PrintJob,
  signal?: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly pages: number; readonly hash: string }> {
  const printed = await printer({ html: job.html, title: job.title }, signal);
  const pdf = await PDFDocument.load(printed, { updateMetadata: false });
  pdf.setTitle(job.title);
  pdf.setLanguage(job.lang);
  pdf.setProducer('Liaison');
  pdf.setCreator('Liaison');
  pdf.setAuthor('');
  const bytes = await pdf.save();
  return { bytes, pages: pdf.getPageCount(), hash: createHash('sha256').update(bytes).digest('hex') };
}
