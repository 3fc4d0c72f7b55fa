/**
 * What an issued order said, as text that is kept: JSON with its members in one fixed order, cut into pages that fit a line of the log.
 * The hash is taken of the whole text, so a page that was lost or changed is noticed.
 */
import * as z from 'zod';
import type { OrderContent } from './content.ts';
import { ORDER_SECTIONS } from '../../model/plan.ts';
import { type Refusal, refusal } from '../../result/refusal.ts';
import { err, ok, type Result } from '../../result/result.ts';

/** UTF-16 units of a page: three bytes each still fit one string of a line (exchange/limits). */
export const PAGE_LENGTH = 15_000;
/** Pages an order may have: some 50,000 tasks. */
const PAGES = 1_000;

const Code = z.string().max(80);
const Bi = z.strictObject({ en: z.string(), fr: z.string() });
const Ms = z.int().nullable();
export const OrderTaskText = z.strictObject({
  id: z.string().max(80),
  code: Code,
  title: z.string(),
  kind: z.string(),
  phase: Code.nullable(),
  owner: Code.nullable(),
  place: z.string().nullable(),
  at: z.string().nullable(),
  start: Ms,
  minutes: z.int().nullable(),
  offset: z.string().nullable(),
  local: z.strictObject({ clock: z.string(), zone: z.string(), offsetMinutes: z.number() }).nullable(),
  people: z.array(Code),
  decision: z
    .strictObject({ owner: Code.nullable(), deputy: Code.nullable(), abort: z.string().nullable() })
    .nullable(),
  relies: z.array(Code),
});
export const OrderFrameText = z.strictObject({
  version: z.int(),
  operation: z.strictObject({
    code: Code,
    codeName: z.string(),
    title: Bi,
    refTz: z.string(),
    hHour: Ms,
    dDay: z.string(),
  }),
  sections: z.partialRecord(z.enum(ORDER_SECTIONS), Bi),
  phases: z.array(z.strictObject({ code: Code, name: Bi, from: z.string(), to: z.string(), fromAt: Ms, toAt: Ms })),
  agencies: z.array(z.strictObject({ code: Code, name: z.string() })),
  people: z.array(z.strictObject({ code: Code, name: z.string(), agency: Code.nullable() })),
  papers: z.array(
    z.strictObject({
      code: Code,
      is: z.enum(['agreement', 'jit']),
      title: Bi,
      state: z.string(),
      until: z.string().nullable(),
    }),
  ),
});
const OrderText = z.strictObject({ ...OrderFrameText.shape, tasks: z.array(OrderTaskText).max(100_000) });

/** The text of a content. Members stand in the order in which `orderContent` makes them. */
export const orderText = (content: OrderContent): string => JSON.stringify(content);

/** The content of a text, or `order.text`: what is kept is not what an order looks like. */
export function readOrderText(text: string): Result<OrderContent, Refusal> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err(refusal('order.text', '', 'what is kept of this order is no text of an order'));
  }
  const read = OrderText.safeParse(parsed);
  return read.success
    ? ok(read.data as OrderContent)
    : err(refusal('order.text', read.error.issues[0]?.path.join('.') ?? '', 'what is kept of this order is damaged'));
}

/** The text in pages; null: too long to be kept, an order of that size is no order. Never cuts a letter outside the basic plane in two. */
export function pagesOf(text: string): readonly string[] | null {
  const pages: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PAGE_LENGTH);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    pages.push(text.slice(at, end));
    at = end;
  }
  return pages.length > PAGES ? null : pages;
}

export interface OrderPage {
  readonly page: number;
  readonly pages: number;
  readonly text: string;
  readonly hash: string;
}
/**
 * The text of all pages, if every one is there and they add up to their hash. `hashOf` is SHA-256 of UTF-8, in hex.
 * null: pages are missing, doubled or changed.
 */
export function joinPages(pages: readonly OrderPage[], hashOf: (text: string) => string): string | null {
  const sorted = [...pages].sort((a, b) => a.page - b.page);
  const [first] = sorted;
  if (first === undefined || sorted.length !== first.pages) return null;
  const whole = sorted.every((one, n) => one.page === n + 1 && one.pages === first.pages && one.hash === first.hash);
  const text = sorted.map((one) => one.text).join('');
  return whole && hashOf(text) === first.hash ? text : null;
}
