import type { ActionTask } from '#shared/contract/action-day.ts';

export type Line =
  | { readonly is: 'band'; readonly band: number | null }
  | { readonly is: 'now' }
  | { readonly is: 'task'; readonly task: ActionTask; readonly row: number };

/** Tasks in the order given, a head before each stretch, and the line of now before the first that has not begun. */
export function checklistLines(tasks: readonly ActionTask[], now: number): readonly Line[] {
  const lines: Line[] = [];
  let band: number | null | undefined;
  let passed = false;
  tasks.forEach((task, row) => {
    if (task.band !== band) {
      band = task.band;
      lines.push({ is: 'band', band });
    }
    if (!passed && task.start > now) {
      passed = true;
      lines.push({ is: 'now' });
    }
    lines.push({ is: 'task', task, row });
  });
  return passed || tasks.length === 0 ? lines : [...lines, { is: 'now' }];
}
