/** Pages ready to print. `html` is complete and self-contained but for fonts, which the printer serves from the product's own assets. */
export interface PrintDocument {
  readonly html: string;
  readonly title: string;
}
/** Turns pages into a tagged PDF. Implemented by a hidden window in Electron and by a headless browser elsewhere. */
export type Printer = (document: PrintDocument, signal?: AbortSignal) => Promise<Uint8Array>;
