/** What the printing engine leaves to be done: its traces, the names of table heads, the words of the outline. */
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

const name = (text: string): PDFName => PDFName.of(text);

/** Takes out what the engine wrote about itself, the machine and the moment. */
export function forgetOrigin({ context, catalog }: PDFDocument): void {
  const info = context.lookupMaybe(context.trailerInfo.Info, PDFDict);
  for (const key of info?.keys() ?? []) info?.delete(key);
  for (const key of ['Metadata', 'PieceInfo', 'AF']) catalog.delete(name(key));
  delete context.trailerInfo.ID;
}

const idOf = (object: PDFObject | undefined): string | null =>
  object instanceof PDFString ? object.asString() : object instanceof PDFHexString ? object.decodeText() : null;

/** Cells name their heads by ids that the engine numbers anew in each run; numbered by their place, the same pages give the same file. */
export function renumberHeads({ context, catalog }: PDFDocument): void {
  const objects = context.enumerateIndirectObjects();
  const renamed = new Map<string, string>();
  const owners: (readonly [string, PDFRef])[] = [];
  for (const [ref, object] of objects) {
    const id = object instanceof PDFDict && object.has(name('S')) ? idOf(object.get(name('ID'))) : null;
    if (id === null) continue;
    const fresh = `h${String(renamed.size).padStart(8, '0')}`;
    renamed.set(id, fresh);
    owners.push([fresh, ref]);
  }
  const freshOf = (object: PDFObject): PDFString | null => {
    const fresh = renamed.get(idOf(object) ?? '');
    return fresh === undefined ? null : PDFString.of(fresh);
  };
  const rename = (object: PDFObject): void => {
    if (object instanceof PDFDict) {
      for (const [key, value] of object.entries()) {
        const fresh = key === name('ID') || key === name('Headers') ? freshOf(value) : null;
        if (fresh) object.set(key, fresh);
        else if (key === name('Headers') && value instanceof PDFArray) renameAll(value);
        else rename(value);
      }
    } else if (object instanceof PDFArray) object.asArray().forEach(rename);
  };
  const renameAll = (heads: PDFArray): void =>
    heads.asArray().forEach((head, i) => {
      const fresh = freshOf(head);
      if (fresh) heads.set(i, fresh);
    });
  for (const [, object] of objects) rename(object);
  const root = catalog.lookupMaybe(name('StructTreeRoot'), PDFDict);
  if (!root?.has(name('IDTree'))) return;
  const forget = (node: PDFObject | undefined): void => {
    const tree = node instanceof PDFRef ? context.lookup(node) : node;
    if (node instanceof PDFRef) context.delete(node);
    if (tree instanceof PDFDict) tree.lookupMaybe(name('Kids'), PDFArray)?.asArray().forEach(forget);
  };
  forget(root.get(name('IDTree')));
  const names = context.obj(owners.flatMap(([id, ref]): PDFObject[] => [PDFString.of(id), ref]));
  root.set(name('IDTree'), context.obj({ Names: names }));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Words of the headings of our own pages, in reading order; what stands small beside them is left out. */
export const headingsOf = (html: string): readonly string[] =>
  Array.from(html.matchAll(/<h([1-6])\b[^>]*>(.*?)<\/h\1>/gs), ([, , inner = '']) =>
    inner
      .replace(/<small\b.*?<\/small>/gs, '')
      .replace(/<[^>]+>/g, '')
      .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/\s+/g, ' ')
      .trim(),
  );

/**
 * Writes the outline in the order of reading: the engine takes words as they lie on the page, so that Arabic comes out backwards.
 * Left as it is when the entries are not those of the headings.
 */
export function nameOutline({ context, catalog }: PDFDocument, headings: readonly string[]): void {
  const entries: PDFDict[] = [];
  const seen = new Set<PDFObject>();
  const walk = (parent: PDFDict | undefined): void => {
    let next = parent?.get(name('First'));
    while (next instanceof PDFRef && !seen.has(next)) {
      seen.add(next);
      const entry = context.lookup(next, PDFDict);
      entries.push(entry);
      walk(entry);
      next = entry.get(name('Next'));
    }
  };
  walk(catalog.lookupMaybe(name('Outlines'), PDFDict));
  const own = entries.filter((entry) => entry.has(name('Title')));
  if (own.length !== headings.length) return;
  own.forEach((entry, i) => entry.set(name('Title'), PDFHexString.fromText(headings[i] ?? '')));
}

/** What the printing engine made, finished: page count, title, language, no trace of the producing machine. */
export async function finishPages(
  printed: Uint8Array,
  { html, title, lang }: { readonly html: string; readonly title: string; readonly lang: string },
): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false });
  forgetOrigin(pdf);
  renumberHeads(pdf);
  nameOutline(pdf, headingsOf(html));
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(lang);
  pdf.setProducer('Liaison');
  pdf.setCreator('Liaison');
  const bytes = await pdf.save();
  return { bytes, pages: pdf.getPageCount() };
}
