/** docs/lifecycles.md says what the tables say. Write it anew with `npx vitest run shared/domain/lifecycles -u`. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { diagram, lifecyclesDocument } from './document.ts';
import { LIFECYCLE_KINDS, lifecycleOf } from './machine.ts';

const page = fileURLToPath(new URL('../../../docs/lifecycles.md', import.meta.url));

describe('docs/lifecycles.md', () => {
  it('is what the tables give', async () => {
    // A snapshot that is missing would be written in silence.
    expect(existsSync(page)).toBe(true);
    await expect(lifecyclesDocument()).toMatchFileSnapshot(page);
  });
  it.each(LIFECYCLE_KINDS)('draws %s in lines mermaid reads, with every state and step', (kind) => {
    const cycle = lifecycleOf(kind);
    const lines = diagram(cycle).split('\n');
    const line =
      /^( {2}(\w+: [^:;#]+|(\w+|\[\*\]) --> (\w+|\[\*\])(: [^:;#]+)?|note right of \w+|end note)| {4}[a-z ]+)$/u;
    expect(lines[0]).toBe('stateDiagram-v2');
    expect(lines.slice(1).filter((text) => !line.test(text))).toEqual([]);
    for (const state of cycle.states)
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ {2}${state}: `, 'u')));
    const drawn = lines.filter((text) => text.includes('-->') && !text.includes('[*]'));
    expect(drawn).toHaveLength(cycle.steps.filter((step) => !step.returns).length);
  });
  it('keeps tables whole: no bar inside a cell', () => {
    const rows = lifecyclesDocument()
      .split('\n')
      .filter((text) => text.startsWith('|'));
    expect(new Set(rows.map((text) => text.split('|').length))).toEqual(new Set([6, 8]));
  });
});
