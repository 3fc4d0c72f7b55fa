/** Markup made safe: whatever comes from a plan is text, never markup, and each piece keeps its own direction. */
export type Html = string & { readonly __html: unique symbol };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Explicit direction marks could reorder the line around them; they are shown as what they are. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

export const escapeText = (text: string): Html =>
  text
    .replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
    .replace(DIRECTION, (c) => `[U+${c.codePointAt(0)?.toString(16).toUpperCase() ?? ''}]`)
    .replace(CONTROL, '\uFFFD') as Html;

/** Text from data, isolated so that mixed scripts do not reorder what stands beside them. */
export const bdi = (text: string | number): Html => html`<bdi>${escapeText(String(text))}</bdi>`;
/** Times, offsets, codes and numbers always read left to right. */
export const ltr = (text: string | number): Html => html`<bdi dir="ltr" class="n">${escapeText(String(text))}</bdi>`;

/** Template for markup: only values made by this module may be put in; the compiler refuses bare text. */
export function html(strings: TemplateStringsArray, ...parts: readonly (Html | readonly Html[])[]): Html {
  return strings.reduce((out, s, i) => {
    const part = parts[i];
    return out + s + (part === undefined ? '' : typeof part === 'string' ? part : part.join(''));
  }, '') as Html;
}
export const nothing = '' as Html;

/** A string inside CSS `content`, for the boxes at the edge of each page. */
export const cssString = (text: string): string =>
  `"${text.replace(/[\\"\n\r\f<>\u0000-\u001F\u202A-\u202E\u2066-\u2069]/g, (c) => `\\${(c.codePointAt(0) ?? 0).toString(16)} `)}"`;
