import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFacts } from '../facts/facts.ts';
import { orderContent } from './content.ts';
import { CLOCK } from '#test/builders/plan.ts';
import { trainingPlan } from '#test/builders/release-setup.ts';
import { joinPages, orderText, PAGE_LENGTH, pagesOf, readOrderText } from './order-text.ts';

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const content = orderContent(buildFacts(trainingPlan(), CLOCK), 3, {}, (code) => code);
const kept = (text: string) =>
  (pagesOf(text) ?? []).map((page, n, all) => ({ page: n + 1, pages: all.length, text: page, hash: hashOf(text) }));

describe('the text that is kept of an order', () => {
  it('is the same for the same content, and reads as what was written', () => {
    const text = orderText(content);
    expect(orderText(structuredClone(content))).toBe(text);
    expect(readOrderText(text)).toEqual({ ok: true, value: content });
  });
  it.each([
    ['no JSON', '{'],
    ['another thing', '[]'],
    ['a member more', JSON.stringify({ ...content, more: 1 })],
    ['a wrong kind', JSON.stringify({ ...content, version: 'three' })],
  ])('refuses %s', (_what, text) =>
    expect(readOrderText(text)).toMatchObject({ ok: false, error: { code: 'order.text' } }),
  );
  it('any text comes back whole from its pages, each short enough for a line of the log', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 400 }),
        (unit, n) => {
          const text = unit.repeat(n);
          const pages = kept(text);
          expect(pages.every((page) => page.text.length <= PAGE_LENGTH && page.text.isWellFormed())).toBe(
            text.isWellFormed(),
          );
          return joinPages(pages.toReversed(), hashOf) === text;
        },
      ),
      { numRuns: 40 },
    );
  });
  it('notices a page that is missing, doubled, exchanged or changed', () => {
    const pages = kept(orderText(content));
    expect(pages.length).toBeGreaterThan(1);
    const [first, ...others] = pages;
    if (!first) throw new Error('there are pages');
    expect(joinPages(pages, hashOf)).toBe(orderText(content));
    expect(joinPages(others, hashOf)).toBeNull();
    expect(joinPages([first, ...pages], hashOf)).toBeNull();
    expect(joinPages([{ ...first, text: `${first.text} ` }, ...others], hashOf)).toBeNull();
    expect(joinPages([{ ...first, hash: hashOf('x') }, ...others], hashOf)).toBeNull();
    expect(joinPages([], hashOf)).toBeNull();
  });
  it('keeps no order that is too long to be one', () => expect(pagesOf('x'.repeat(PAGE_LENGTH * 1_001))).toBeNull());
});
