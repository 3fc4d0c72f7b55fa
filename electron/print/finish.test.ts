import { PDFDict, PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { headingsOf, nameOutline } from './finish.ts';

test('headings are read as text in their order, without what stands small beside them', () => {
  const html = `<h1><bdi>A &lt;b&gt; &amp;lt;</bdi></h1><p>x</p><section><h2><span>1</span>
    Method</h2><h3>Phase <small>D-3 – D+1</small></h3></section>`;
  expect(headingsOf(html)).toEqual(['A <b> &lt;', '1 Method', 'Phase']);
});

/** A file whose outline has one entry within another. */
async function outlined(): Promise<{ readonly pdf: PDFDocument; readonly titles: () => readonly string[] }> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  const inner = context.obj({ Title: PDFHexString.fromText('inner') });
  const outer = context.obj({ Title: PDFHexString.fromText('outer'), First: context.register(inner) });
  const root = context.obj({ First: context.register(outer) });
  pdf.catalog.set(PDFName.of('Outlines'), context.register(root));
  const titleOf = (entry: PDFDict): string => entry.lookup(PDFName.of('Title'), PDFHexString).decodeText();
  return { pdf, titles: () => [titleOf(outer), titleOf(inner)] };
}

test('the outline takes the words of the headings', async () => {
  const { pdf, titles } = await outlined();
  nameOutline(pdf, ['نقاط القرار', 'يجب أن تبدأ معًا']);
  expect(titles()).toEqual(['نقاط القرار', 'يجب أن تبدأ معًا']);
});
test('an outline that does not match the headings stays as it is', async () => {
  const { pdf, titles } = await outlined();
  nameOutline(pdf, ['only one']);
  expect(titles()).toEqual(['outer', 'inner']);
});
