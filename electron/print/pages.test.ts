import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { iimarchPack } from '#shared/formats/brief/iimarch.ts';
import { type BriefLanguage, WORDS } from '#shared/formats/brief/words.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import { ORDER_SECTIONS, type Plan } from '#shared/model/plan.ts';
import { releaseOf, trainingPlan } from '../../test/builders/release-setup.ts';
import { makePrinter } from '../shell/printer.ts';
import { briefPages } from './pages.ts';
import type { Printer } from './printer.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const AS_OF = Date.UTC(2027, 2, 8, 2);
let fonts: string;
let printer: Printer;

beforeAll(() => {
  fonts = mkdtempSync(path.join(tmpdir(), 'liaison-faces-'));
  cpSync(path.join(ROOT, 'shared/formats/brief/fonts.css'), path.join(fonts, 'fonts.css'));
  const scripts = ['arabic', 'thai', 'khmer', 'lao', 'sc', 'kr', 'jp'];
  const variable = ['inter', ...scripts.map((script) => `noto-sans-${script}`)];
  const faces = [...variable.map((face) => `@fontsource-variable/${face}`), '@fontsource/noto-sans-myanmar'];
  for (const face of faces)
    for (const part of ['index.css', 'files'])
      cpSync(path.join(ROOT, 'node_modules', face, part), path.join(fonts, path.basename(face), part), {
        recursive: true,
      });
  printer = makePrinter(fonts);
}, 60_000);
afterAll(() => rmSync(fonts, { recursive: true, force: true }));

interface Pack {
  readonly html: string;
  readonly title: string;
  readonly lang: string;
}
function packOf(plan: Plan, lang: BriefLanguage = 'en', to = 'A07'): Pack {
  const input = {
    facts: buildFacts(plan, AS_OF),
    lang,
    recipient: { code: to, name: plan.agencies.find((a) => a.id === to)?.name ?? to },
    asOf: AS_OF,
    copyNumber: 7,
    destroyBy: '2027-06-14',
    marking: { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: ['H1'] },
  };
  return { ...iimarchPack(input), lang };
}
const print = (pack: Pack) => briefPages(printer, pack);

const textOf = (object: PDFObject | undefined): string | undefined =>
  object instanceof PDFHexString || object instanceof PDFString ? object.decodeText() : undefined;
const infoOf = (pdf: PDFDocument): Readonly<Record<string, string | undefined>> => {
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info, PDFDict);
  return Object.fromEntries(info.entries().map(([key, value]) => [key.decodeText(), textOf(value)]));
};
const fontNames = (pdf: PDFDocument): ReadonlySet<string> =>
  new Set(
    pdf.context.enumerateIndirectObjects().flatMap(([, object]) => {
      const name = object instanceof PDFDict ? object.get(PDFName.of('FontName')) : undefined;
      return name instanceof PDFName ? [name.decodeText().replace(/^[A-Z]{6}\+/, '')] : [];
    }),
  );

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const streamOf = (object: PDFObject | undefined): string =>
  object instanceof PDFRawStream ? latin1(decodePDFRawStream(object).decode()) : '';

/** Letters by glyph code, as the font's ToUnicode map tells a reader of the file. */
function lettersOf(cmap: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const hex = (digits = ''): number => Number.parseInt(digits, 16);
  const unicode = (digits = ''): string => Buffer.from(digits, 'hex').swap16().toString('utf16le');
  for (const [, body = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph, text] of body.matchAll(/<(\w+)>\s*<(\w+)>/g)) letters.set(hex(glyph), unicode(text));
  for (const [, body = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, to, text = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let glyph = hex(from); glyph <= hex(to); glyph += 1) {
        const first = unicode(text);
        letters.set(glyph, String.fromCodePoint((first.codePointAt(0) ?? 0) + glyph - hex(from)) + first.slice(1));
      }
  return letters;
}

/** What a page says, in the order it was drawn and without the spaces between pieces. */
function pageText(pdf: PDFDocument, index: number): string {
  const page = pdf.getPage(index);
  const resources = page.node.Resources();
  const fontDicts = resources?.lookupMaybe(PDFName.of('Font'), PDFDict);
  const fontsByName = new Map(
    (fontDicts?.keys() ?? []).map((key) => {
      const font = fontDicts?.lookup(key, PDFDict);
      const isWide = font?.get(PDFName.of('Subtype')) === PDFName.of('Type0');
      return [
        key.decodeText(),
        { isWide, letters: lettersOf(streamOf(font?.lookup(PDFName.of('ToUnicode')))) },
      ] as const;
    }),
  );
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => pdf.context.lookup(ref)) : [contents];
  let font: { readonly isWide: boolean; readonly letters: ReadonlyMap<number, string> } | undefined;
  let text = '';
  for (const [, face, hex, literal] of streams
    .map(streamOf)
    .join('\n')
    .matchAll(/\/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\(((?:\\[\s\S]|[^\\()])*)\)/g)) {
    if (face !== undefined) font = fontsByName.get(face);
    else if (font !== undefined) {
      const bytes =
        hex === undefined
          ? (literal ?? '')
              .replace(/\\([0-7]{1,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
              .replace(/\\([nrtbf])/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' })[c] ?? c)
              .replace(/\\([\s\S])/g, '$1')
          : latin1(Buffer.from(hex, 'hex'));
      const width = font.isWide ? 2 : 1;
      for (let at = 0; at + width <= bytes.length; at += width) {
        const glyph = width === 2 ? bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1) : bytes.charCodeAt(at);
        text += font.letters.get(glyph) ?? '';
      }
    }
  }
  return text.replace(/\s+/g, '');
}
const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('the training operation on paper', () => {
  test('every page carries marking twice, version, as of, recipient, copy, destroy by and page n of m', async () => {
    const { bytes, pages } = await print(packOf(trainingPlan()));
    const pdf = await PDFDocument.load(bytes);
    expect(pdf.getPageCount()).toBe(pages);
    expect(pages).toBeGreaterThan(4);
    for (let index = 0; index < pages; index += 1) {
      const text = pageText(pdf, index);
      expect(text.split('INTERPOLRESTRICTED').length - 1).toBe(2);
      expect(text.split('TLP:AMBER·H1').length - 1).toBe(2);
      for (const part of [
        'LANTERN TIDE',
        'Operational order',
        'Version 3',
        'As of 2027-03-08 09:00 +07:00',
        'For A07 Korea police',
        'Copy 7',
        'Destroy by 2027-06-14',
        `Page ${index + 1} of ${pages}`,
      ])
        expect(text).toContain(squeezed(part));
    }
  });

  test.each(['en', 'fr', 'es', 'ar'] as const)('is tagged, outlined, titled and in its language (%s)', async (lang) => {
    const pack = packOf(trainingPlan(), lang);
    const pdf = await PDFDocument.load((await print(pack)).bytes);
    const { catalog } = pdf;
    const marked = catalog.lookup(PDFName.of('MarkInfo'), PDFDict).lookup(PDFName.of('Marked'), PDFBool);
    expect(marked.asBoolean()).toBe(true);
    expect(catalog.has(PDFName.of('StructTreeRoot'))).toBe(true);
    expect(textOf(catalog.get(PDFName.of('Lang')))).toBe(lang);
    expect(pdf.getTitle()).toBe(pack.title);
    expect(pack.title).toContain('LANTERN TIDE');
    expect(catalog.getOrCreateViewerPreferences().getDisplayDocTitle()).toBe(true);
    const titles = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFDict && object.has(PDFName.of('Dest')) && object.has(PDFName.of('Parent'))
          ? [textOf(object.get(PDFName.of('Title'))) ?? '']
          : [],
      );
    const words = WORDS[lang];
    const sections = ORDER_SECTIONS.map((section, i) => `${i + 1} ${words.sections[section]}`);
    expect(titles.filter((title) => /^\d /.test(title))).toEqual(sections);
    expect(titles.slice(0, 2)).toEqual(['LANTERN TIDE', words.hHour]);
    expect(titles).toContain(words.syncGroups);
  });

  test('carries nothing of the machine, and is the same file each time', async () => {
    const pack = packOf(trainingPlan());
    const [first, second] = await Promise.all([print(pack), print(pack)]);
    const pdf = await PDFDocument.load(first.bytes, { updateMetadata: false });
    expect(infoOf(pdf)).toEqual({ Title: pack.title, Producer: 'Liaison', Creator: 'Liaison' });
    expect(pdf.catalog.has(PDFName.of('Metadata'))).toBe(false);
    expect(pdf.context.trailerInfo.ID).toBeUndefined();
    expect(latin1(first.bytes)).not.toMatch(/Skia|Chrom|HeadlessChrome|\/tmp\/|document\.invalid/);
    expect(second.hash).toBe(first.hash);
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a reduced pack says that H is not in it, and no page shows H', async () => {
    const plan = recordsToPlan(releaseOf(trainingPlan(), { to: 'A12' }).out).plan;
    const { bytes, pages } = await print(packOf(plan, 'en', 'A12'));
    const pdf = await PDFDocument.load(bytes);
    const text = Array.from({ length: pages }, (_, index) => pageText(pdf, index)).join('');
    expect(text).toContain(squeezed(WORDS.en.hWithheld));
    expect(text).toContain('H+00:00');
    expect(text).not.toMatch(/2027-03-16(04|05|06):00|2027-03-15(21|22):00/);
  });
});

test('names in other scripts bring their faces with them, and only then', async () => {
  const plan = trainingPlan();
  const plain = fontNames(await PDFDocument.load((await print(packOf(plan))).bytes));
  expect([...plain].join(' ')).not.toMatch(/Arabic|Thai|Khmer|Lao|Myanmar|KR|JP/);
  const names = ['محمد الحسن', 'นายสมชาย ใจดี', 'សុខ ដារិទ្ធ', 'ສົມພອນ ວົງສາ', 'အောင်မြင့်', '김민수', '王小明', '田中さくら'];
  const titled = plan.tasks.map((task, i) => ({ ...task, title: names[i % names.length] ?? '' }));
  const { bytes } = await print(packOf({ ...plan, tasks: titled }));
  const found = [...fontNames(await PDFDocument.load(bytes))].join(' ');
  for (const script of ['Arabic', 'Thai', 'Khmer', 'Lao', 'Myanmar', 'SC', 'KR'])
    expect(found).toMatch(new RegExp(`NotoSans${script}`));
});

test('a plan of 300 tasks prints whole, with the head of the table on every page', async () => {
  const plan = trainingPlan();
  const [sample] = plan.tasks;
  if (!sample) throw new Error('the training operation has tasks');
  const tasks = Array.from({ length: 300 }, (_, i) => ({ ...sample, id: `X${1000 + i}`, phase: null }));
  const { bytes, pages } = await print(packOf({ ...plan, tasks, phases: [] }));
  const pdf = await PDFDocument.load(bytes);
  const texts = Array.from({ length: pages }, (_, index) => pageText(pdf, index));
  const all = texts.join('');
  for (const { id } of tasks) expect(all).toContain(id);
  for (const text of texts.filter((each) => /X1\d\d\d/.test(each))) expect(text).toContain('Offset');
}, 120_000);

describe('cancelling and failing', () => {
  const profiles = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('liaison-print-'));

  test('cancelled before it starts, nothing is printed', async () => {
    let asked = 0;
    const counting: Printer = (document, signal) => {
      asked += 1;
      return printer(document, signal);
    };
    const reason = new Error('no longer wanted');
    await expect(briefPages(counting, packOf(trainingPlan()), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(asked).toBe(0);
  });
  test('cancelled on the way, it ends with the reason and leaves no profile', async () => {
    const before = profiles();
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const running = briefPages(printer, packOf(trainingPlan()), abort.signal);
    setImmediate(() => abort.abort(reason));
    await expect(running).rejects.toBe(reason);
    expect(profiles().filter((name) => !before.includes(name))).toEqual([]);
  });
  test('pages that ask for a face that is not there are not printed', async () => {
    const html = '<!doctype html><link rel="stylesheet" href="/fonts/no-such-face/index.css"><p>x</p>';
    await expect(print({ html, title: 'x', lang: 'en' })).rejects.toMatchObject({ reason: 'document' });
  });
});
