/** Page.printToPDF with Electron's option names: for the window (web-contents.ts) and for documents (headless.ts). */
import type { Cdp } from './cdp.ts';
import type { CdpPdfOptions } from './cdp-protocol.ts';

/** Electron's PrintToPDFOptions; sizes and margins in inches. */
export interface PdfOptions {
  readonly landscape?: boolean;
  readonly displayHeaderFooter?: boolean;
  readonly printBackground?: boolean;
  readonly scale?: number;
  readonly pageSize?: keyof typeof PAPER | { readonly width: number; readonly height: number };
  readonly margins?: {
    readonly top?: number;
    readonly bottom?: number;
    readonly left?: number;
    readonly right?: number;
  };
  readonly pageRanges?: string;
  readonly headerTemplate?: string;
  readonly footerTemplate?: string;
  readonly preferCSSPageSize?: boolean;
  readonly generateTaggedPDF?: boolean;
  readonly generateDocumentOutline?: boolean;
}

const PAPER = {
  A0: { width: 33.1, height: 46.8 },
  A1: { width: 23.4, height: 33.1 },
  A2: { width: 16.54, height: 23.4 },
  A3: { width: 11.7, height: 16.54 },
  A4: { width: 8.27, height: 11.7 },
  A5: { width: 5.83, height: 8.27 },
  A6: { width: 4.13, height: 5.83 },
  Legal: { width: 8.5, height: 14 },
  Letter: { width: 8.5, height: 11 },
  Tabloid: { width: 11, height: 17 },
  Ledger: { width: 17, height: 11 },
} as const;
const DEFAULT_MARGIN = 0.4;
const STREAM_CHUNK = 1 << 20;

/** Prints what the page of `sessionId` shows. Rejects with CdpError. */
export async function printPage(cdp: Cdp, sessionId: string, options: PdfOptions): Promise<Buffer> {
  const { stream } = await cdp.send('Page.printToPDF', toCdpOptions(options), sessionId);
  const chunks: Buffer[] = [];
  for (let isEnd = false; !isEnd; ) {
    const chunk = await cdp.send('IO.read', { handle: stream, size: STREAM_CHUNK }, sessionId);
    chunks.push(Buffer.from(chunk.data, chunk.base64Encoded ? 'base64' : 'utf8'));
    isEnd = chunk.eof;
  }
  cdp.post('IO.close', { handle: stream }, sessionId);
  return Buffer.concat(chunks);
}

function toCdpOptions(options: PdfOptions): CdpPdfOptions {
  const { margins = {}, pageSize = 'Letter' } = options;
  const paper = typeof pageSize === 'string' ? PAPER[pageSize] : pageSize;
  return {
    landscape: options.landscape ?? false,
    displayHeaderFooter: options.displayHeaderFooter ?? false,
    printBackground: options.printBackground ?? false,
    scale: options.scale ?? 1,
    paperWidth: paper.width,
    paperHeight: paper.height,
    marginTop: margins.top ?? DEFAULT_MARGIN,
    marginBottom: margins.bottom ?? DEFAULT_MARGIN,
    marginLeft: margins.left ?? DEFAULT_MARGIN,
    marginRight: margins.right ?? DEFAULT_MARGIN,
    pageRanges: options.pageRanges ?? '',
    headerTemplate: options.headerTemplate ?? '',
    footerTemplate: options.footerTemplate ?? '',
    preferCSSPageSize: options.preferCSSPageSize ?? false,
    generateTaggedPDF: options.generateTaggedPDF ?? false,
    generateDocumentOutline: options.generateDocumentOutline ?? false,
    transferMode: 'ReturnAsStream',
  };
}
