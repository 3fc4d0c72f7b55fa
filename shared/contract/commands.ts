/**
 * The one list of commands: menu, palette, shortcuts, help and tests read it (ux.md, section 5).
 * Keys are written as `Mod+K`; Mod is Ctrl, on macOS Cmd. `where` says when a key acts: `everywhere`, or only with focus
 * in a picture or list (single letters must never act while somebody types, WCAG 2.1.4), or only on a row of the timeline,
 * which reads those keys itself (Enter and Space belong to buttons everywhere else).
 */
export type CommandPlace = 'everywhere' | 'picture' | 'grid';
/** In the order of the menu. */
export const COMMAND_GROUPS = ['window', 'edit', 'view', 'time', 'go', 'exchange'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface CommandSpec {
  readonly id: string;
  readonly group: CommandGroup;
  /** Alternatives, each a chord or a sequence of chords parted by a blank. */
  readonly keys: readonly string[];
  readonly where: CommandPlace;
  /** Needs an open operation. */
  readonly operation?: true;
}

export const COMMANDS = [
  { id: 'palette.open', group: 'window', keys: ['Mod+K'], where: 'everywhere' },
  { id: 'help.open', group: 'window', keys: ['?', 'F1'], where: 'picture' },
  { id: 'window.lock', group: 'window', keys: ['Mod+L'], where: 'everywhere' },
  { id: 'window.nextRegion', group: 'window', keys: ['F6'], where: 'everywhere' },
  { id: 'window.previousRegion', group: 'window', keys: ['Shift+F6'], where: 'everywhere' },
  { id: 'window.jobs', group: 'window', keys: ['Mod+.'], where: 'everywhere' },
  { id: 'window.theme', group: 'window', keys: [], where: 'everywhere' },
  { id: 'go.home', group: 'go', keys: ['G H'], where: 'picture' },
  { id: 'go.operations', group: 'go', keys: ['G O'], where: 'picture' },
  { id: 'go.timeline', group: 'go', keys: ['1'], where: 'picture', operation: true },
  { id: 'go.matrix', group: 'go', keys: ['2'], where: 'picture', operation: true },
  { id: 'go.calendar', group: 'go', keys: ['3'], where: 'picture', operation: true },
  { id: 'go.sites', group: 'go', keys: ['4'], where: 'picture', operation: true },
  { id: 'go.grid', group: 'go', keys: ['5'], where: 'picture', operation: true },
  { id: 'go.orders', group: 'go', keys: ['G R'], where: 'picture', operation: true },
  { id: 'go.action', group: 'go', keys: ['G D'], where: 'picture', operation: true },
  { id: 'go.findings', group: 'go', keys: ['G C'], where: 'picture', operation: true },
  { id: 'go.papers', group: 'go', keys: ['G A'], where: 'picture', operation: true },
  { id: 'go.team', group: 'go', keys: ['G T'], where: 'picture', operation: true },
  { id: 'go.teams', group: 'go', keys: [], where: 'everywhere', operation: true },
  { id: 'go.movements', group: 'go', keys: ['G M'], where: 'picture', operation: true },
  { id: 'go.requests', group: 'go', keys: [], where: 'everywhere', operation: true },
  { id: 'go.assets', group: 'go', keys: ['G F'], where: 'picture', operation: true },
  { id: 'go.deconflictions', group: 'go', keys: [], where: 'everywhere', operation: true },
  { id: 'go.coverage', group: 'go', keys: ['G V'], where: 'picture', operation: true },
  { id: 'go.limits', group: 'go', keys: [], where: 'everywhere', operation: true },
  { id: 'paper.falls', group: 'view', keys: ['F'], where: 'picture', operation: true },
  { id: 'paper.draft', group: 'edit', keys: ['Shift+I'], where: 'picture', operation: true },
  { id: 'draft.agreement', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'draft.jit', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'draft.movement', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'draft.request', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'draft.asset', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'draft.deconfliction', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'paper.sign', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'traveller.add', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'movement.check', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'jit.extension', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'go.branches', group: 'go', keys: ['G B'], where: 'picture', operation: true },
  { id: 'go.packs', group: 'go', keys: ['G P'], where: 'picture' },
  { id: 'go.exchange', group: 'go', keys: ['G X'], where: 'picture' },
  { id: 'go.history', group: 'go', keys: ['Mod+Alt+Z'], where: 'everywhere', operation: true },
  { id: 'history.past', group: 'go', keys: [], where: 'picture', operation: true },
  { id: 'branch.new', group: 'edit', keys: ['Mod+B'], where: 'everywhere', operation: true },
  { id: 'branch.switch', group: 'edit', keys: ['Mod+Shift+B'], where: 'everywhere', operation: true },
  { id: 'branch.promote', group: 'edit', keys: ['Shift+Y'], where: 'picture', operation: true },
  { id: 'branch.discard', group: 'edit', keys: [], where: 'picture', operation: true },
  { id: 'item.new', group: 'edit', keys: ['N'], where: 'picture' },
  { id: 'operation.new', group: 'edit', keys: ['Shift+O'], where: 'picture' },
  { id: 'operation.copy', group: 'edit', keys: ['Mod+Shift+E'], where: 'everywhere' },
  { id: 'edition.compare', group: 'view', keys: ['Mod+Shift+K'], where: 'everywhere' },
  { id: 'people.shared', group: 'view', keys: ['J'], where: 'picture' },
  { id: 'operation.load', group: 'edit', keys: ['Mod+O'], where: 'everywhere' },
  { id: 'operation.training', group: 'edit', keys: [], where: 'everywhere' },
  { id: 'edit.undo', group: 'edit', keys: ['Mod+Z'], where: 'everywhere' },
  { id: 'edit.redo', group: 'edit', keys: ['Mod+Shift+Z', 'Mod+Y'], where: 'everywhere' },
  { id: 'edit.start', group: 'edit', keys: ['E'], where: 'picture', operation: true },
  { id: 'step.next', group: 'edit', keys: ['Shift+S'], where: 'picture', operation: true },
  { id: 'edit.apply', group: 'edit', keys: ['Mod+Enter'], where: 'everywhere' },
  { id: 'person.why', group: 'edit', keys: ['W'], where: 'picture', operation: true },
  { id: 'item.open', group: 'edit', keys: ['Enter'], where: 'grid', operation: true },
  { id: 'item.select', group: 'edit', keys: ['Space'], where: 'grid', operation: true },
  { id: 'item.earlier', group: 'edit', keys: ['Alt+ArrowLeft'], where: 'grid', operation: true },
  { id: 'item.later', group: 'edit', keys: ['Alt+ArrowRight'], where: 'grid', operation: true },
  { id: 'task.create', group: 'edit', keys: ['Shift+N'], where: 'picture', operation: true },
  { id: 'item.startsEarlier', group: 'edit', keys: ['Alt+ArrowUp'], where: 'grid', operation: true },
  { id: 'item.startsLater', group: 'edit', keys: ['Alt+ArrowDown'], where: 'grid', operation: true },
  { id: 'item.shorter', group: 'edit', keys: ['Alt+Shift+ArrowLeft'], where: 'grid', operation: true },
  { id: 'item.longer', group: 'edit', keys: ['Alt+Shift+ArrowRight'], where: 'grid', operation: true },
  { id: 'task.edit', group: 'edit', keys: ['F2'], where: 'picture', operation: true },
  { id: 'task.link', group: 'edit', keys: ['L'], where: 'picture', operation: true },
  { id: 'select.more', group: 'edit', keys: ['Shift+ArrowDown', 'Shift+ArrowUp'], where: 'grid', operation: true },
  { id: 'select.one', group: 'edit', keys: ['Mod+Space'], where: 'grid', operation: true },
  { id: 'select.phase', group: 'edit', keys: ['Shift+P'], where: 'picture', operation: true },
  { id: 'select.none', group: 'edit', keys: [], where: 'picture', operation: true },
  { id: 'tasks.edit', group: 'edit', keys: ['Shift+E'], where: 'picture', operation: true },
  { id: 'tasks.copy', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'baseline.take', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'template.save', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'template.use', group: 'edit', keys: ['Mod+Alt+N'], where: 'everywhere' },
  { id: 'edit.leave', group: 'edit', keys: ['Escape'], where: 'grid' },
  { id: 'hHour.move', group: 'time', keys: ['H'], where: 'picture', operation: true },
  { id: 'zone.next', group: 'time', keys: ['Z'], where: 'picture', operation: true },
  { id: 'zone.choose', group: 'time', keys: ['Shift+Z'], where: 'picture', operation: true },
  { id: 'view.now', group: 'time', keys: ['T'], where: 'picture', operation: true },
  { id: 'view.h', group: 'time', keys: ['Shift+T'], where: 'picture', operation: true },
  { id: 'view.zoomIn', group: 'view', keys: [']'], where: 'picture', operation: true },
  { id: 'view.zoomOut', group: 'view', keys: ['['], where: 'picture', operation: true },
  { id: 'view.fit', group: 'view', keys: ['0'], where: 'picture', operation: true },
  { id: 'view.find', group: 'view', keys: ['Mod+F'], where: 'everywhere' },
  { id: 'view.nextFinding', group: 'view', keys: ['Shift+F'], where: 'picture', operation: true },
  { id: 'view.previousFinding', group: 'view', keys: ['Mod+Shift+F'], where: 'everywhere', operation: true },
  { id: 'view.nextGap', group: 'view', keys: ['Shift+G'], where: 'picture', operation: true },
  { id: 'view.inspector', group: 'view', keys: ['I'], where: 'picture', operation: true },
  { id: 'view.links', group: 'view', keys: ['D'], where: 'picture', operation: true },
  { id: 'view.critical', group: 'view', keys: ['K'], where: 'picture', operation: true },
  { id: 'view.baseline', group: 'view', keys: ['B'], where: 'picture', operation: true },
  { id: 'view.bands', group: 'view', keys: ['P'], where: 'picture', operation: true },
  { id: 'view.shade', group: 'view', keys: ['S'], where: 'picture', operation: true },
  { id: 'calendar.month', group: 'view', keys: [], where: 'picture', operation: true },
  { id: 'calendar.week', group: 'view', keys: [], where: 'picture', operation: true },
  { id: 'calendar.day', group: 'view', keys: [], where: 'picture', operation: true },
  { id: 'calendar.agenda', group: 'view', keys: [], where: 'picture', operation: true },
  { id: 'calendar.previous', group: 'view', keys: ['PageUp'], where: 'grid', operation: true },
  { id: 'calendar.next', group: 'view', keys: ['PageDown'], where: 'grid', operation: true },
  { id: 'matrix.turn', group: 'view', keys: [], where: 'picture', operation: true },
  { id: 'coverage.print', group: 'exchange', keys: [], where: 'everywhere', operation: true },
  { id: 'matrix.print', group: 'exchange', keys: [], where: 'everywhere', operation: true },
  { id: 'site.create', group: 'edit', keys: ['Shift+A'], where: 'picture', operation: true },
  { id: 'order.draft', group: 'edit', keys: [], where: 'everywhere', operation: true },
  { id: 'order.changes', group: 'view', keys: [], where: 'everywhere', operation: true },
  { id: 'order.briefed', group: 'view', keys: [], where: 'everywhere', operation: true },
  { id: 'order.print', group: 'exchange', keys: [], where: 'everywhere', operation: true },
  { id: 'task.advance', group: 'edit', keys: ['X'], where: 'grid', operation: true },
  { id: 'action.note', group: 'edit', keys: ['Shift+L'], where: 'picture', operation: true },
  { id: 'action.decide', group: 'edit', keys: ['Shift+D'], where: 'picture', operation: true },
  { id: 'action.count', group: 'edit', keys: ['Shift+R'], where: 'picture', operation: true },
  { id: 'exchange.open', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'exchange.export', group: 'exchange', keys: ['Mod+Shift+X'], where: 'everywhere', operation: true },
  { id: 'go.conflicts', group: 'go', keys: ['G K'], where: 'picture' },
  { id: 'go.outbox', group: 'go', keys: ['G U'], where: 'picture' },
  { id: 'go.recalls', group: 'go', keys: [], where: 'everywhere' },
  { id: 'go.safety', group: 'go', keys: [], where: 'everywhere' },
  { id: 'exchange.recall', group: 'exchange', keys: ['R'], where: 'picture' },
  { id: 'exchange.hold', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'exchange.restart', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'conflict.next', group: 'exchange', keys: ['Shift+C'], where: 'picture' },
  { id: 'conflict.mine', group: 'exchange', keys: ['M'], where: 'picture' },
  { id: 'conflict.theirs', group: 'exchange', keys: ['Shift+M'], where: 'picture' },
  { id: 'station.enrol', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'station.join', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'station.pass', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'station.meet', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'station.ask', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'station.renew', group: 'exchange', keys: [], where: 'everywhere' },
  { id: 'brief.print', group: 'exchange', keys: ['Mod+P'], where: 'everywhere', operation: true },
] as const satisfies readonly CommandSpec[];

export type CommandId = (typeof COMMANDS)[number]['id'];

export const specOf = (id: CommandId): CommandSpec => {
  const spec = COMMANDS.find((c) => c.id === id);
  if (!spec) throw new Error(`broken promise: command ${id} stands in the list`);
  return spec;
};

export const isCommandId = (text: string): text is CommandId => COMMANDS.some((c) => c.id === text);

/** What a menu offers: a row of the timeline reads the others itself, and they mean nothing without one. */
export const inMenu = (spec: CommandSpec): boolean => spec.where !== 'grid';
