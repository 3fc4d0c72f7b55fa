/** Pages ready to print: complete but for fonts, which the printer serves from the product's own files. */
interface PrintDocument {
  readonly html: string;
}
/**
 * Turns pages into a tagged PDF with an outline. Implemented by a hidden window in Electron and by a headless browser elsewhere.
 * Rejects when the pages ask for anything but the product's fonts, and when cancelled; nothing is left behind then.
 */
export type Printer = (document: PrintDocument, signal?: AbortSignal) => Promise<Uint8Array>;
