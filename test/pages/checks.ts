import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** WCAG 2.2 A and AA, all of them (product documents, accessibility): no rule is switched off. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a person does on the way, for the budgets of the journeys: one action is one thing the person sets out to do. */
export class Actions {
  readonly taken: string[] = [];
  async do(what: string, step: () => Promise<unknown>): Promise<void> {
    this.taken.push(what);
    await step();
  }
}

/** What every rule set says against what is on screen now; legacy mode because the window allows no second page. */
export async function violations(page: Page): Promise<readonly string[]> {
  const answer = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  return answer.violations.map(
    (v) =>
      `${v.id}: ${v.nodes
        .map((n) => `${n.target.join(' ')} ${n.any.map((c) => c.message).join('; ')}`)
        .slice(0, 4)
        .join(' | ')}`,
  );
}
