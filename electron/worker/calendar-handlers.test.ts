/** Calendar and matrix through the real worker handlers: an encrypted store, the training operation, undo (domain.md, section 2). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checksHere } from '#electron/keys/line-checks.ts';
import { contract } from '#shared/contract/contract.ts';
import { type CalendarEntry, LAYERS } from '#shared/contract/calendar.ts';
import { calendarHandlers } from './calendar-handlers.ts';
import type { Handler, WorkerContext } from './context.ts';
import { matrixHandlers } from './matrix-handlers.ts';
import { planningHandlers } from './planning-handlers.ts';
import type { RequestIn, RequestName, RequestOut } from './requests.ts';
import { taskEditHandlers } from './task-edit-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'liaison-calendar-'));
const context: WorkerContext = {
  now: () => Date.parse('2027-03-08T02:00:00Z'),
  session: { current: null },
  lineChecks: checksHere,
  keyStore: { wrap: async (b) => b, unwrap: async (b) => b },
  emit: () => undefined,
  assets: path.resolve(import.meta.dirname, '../../shared/formats'),
  signal: new AbortController().signal,
  background: () => undefined,
};
const handlers = {
  ...workspaceHandlers,
  ...planningHandlers,
  ...calendarHandlers,
  ...taskEditHandlers,
  ...matrixHandlers,
};
type Known = keyof typeof handlers & RequestName;

/** Asks as the border does: the answer of a window's call must fit the contract. */
async function ask<N extends Known>(name: N, input: RequestIn<N>) {
  const reply = await (handlers[name] as unknown as Handler<N>)(context, input);
  if (reply.ok && Object.hasOwn(contract, name) && name.startsWith('calendar'))
    contract[name as 'calendar.window'].out.parse(reply.value);
  return reply;
}
async function answer<N extends Known>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
  const reply = await ask(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.reason}`);
  return reply.value;
}

let operation = '';
beforeAll(async () => {
  await answer('workspace.create', {
    dir: path.join(dir, 'w'),
    name: 'Calendar desk',
    agencyCode: 'A07',
    agencyName: 'Korea police',
    passphrase: 'quiet harbour seven lanterns',
  });
  operation = (await answer('operation.loadTraining', {})).operation;
}, 60_000);
afterAll(async () => {
  await ask('workspace.close', {});
  rmSync(dir, { recursive: true, force: true });
});

const DAY = 86_400_000;
const march = (layers = LAYERS as readonly (typeof LAYERS)[number][], limit = 300) => ({
  operation,
  from: Date.parse('2027-03-01T00:00:00+07:00'),
  to: Date.parse('2027-04-05T00:00:00+07:00'),
  zone: 'Asia/Bangkok',
  layers: [...layers],
  limit,
});
const byCode = (entries: readonly CalendarEntry[], code: string, kind?: string) =>
  entries.filter((e) => e.code === code && (kind === undefined || e.kind === kind));
const taskId = async (code: string): Promise<string> => {
  const [hit] = await answer('timeline.find', { operation, text: code });
  return hit?.id ?? '';
};

describe('calendar.window', () => {
  it('shows every layer of the month, in order of time, and only what touches it', async () => {
    const { entries, total } = await answer('calendar.window', march());
    expect(total).toBe(entries.length);
    expect(new Set(entries.map((e) => e.layer))).toEqual(new Set(LAYERS));
    expect(new Set(entries.map((e) => e.key)).size).toBe(entries.length);
    const { from, to } = march();
    const touches = (e: CalendarEntry): boolean =>
      e.days
        ? e.start === null && e.days.from <= '2027-04-04' && e.days.to >= '2027-03-01'
        : e.start !== null && e.start < to && ((e.end ?? 0) > from || e.start >= from);
    expect(entries.filter((e) => !touches(e))).toEqual([]);
    const entry = byCode(entries, 'T38')[0];
    expect(entry).toMatchObject({ layer: 'task', kind: 'task', place: 'KESTREL', at: 'H+00:00' });
    expect(byCode(entries, 'T38')).toHaveLength(1);
  });

  it('keeps a day of leave the same day in every zone', async () => {
    const of = async (zone: string) =>
      (await answer('calendar.window', { ...march(['leave']), zone })).entries.map((e) => [e.code, e.days]);
    const bangkok = await of('Asia/Bangkok');
    expect(bangkok.length).toBeGreaterThan(0);
    expect(await of('America/Los_Angeles')).toEqual(bangkok);
  });

  it('counts layers switched off as not there, and names the nearest entry outside', async () => {
    const empty = {
      ...march(['task']),
      from: Date.parse('2028-06-01T00:00:00Z'),
      to: Date.parse('2028-06-08T00:00:00Z'),
    };
    const late = await answer('calendar.window', empty);
    expect(late).toMatchObject({ entries: [], days: [], total: 0, next: null });
    const tasks = (await answer('calendar.agenda', { ...march(['task']), from: 0, to: 390 * DAY, first: 0, count: 1 }))
      .total;
    expect(tasks).toBe(0);
    const rows = await answer('timeline.rows', { operation, first: 0, count: 200 });
    const last = Math.max(...rows.filter((r) => r.kind !== 'decision' && !r.decision).map((r) => r.start ?? 0));
    expect(late.previous).toBe(last);
    const early = await answer('calendar.window', {
      ...empty,
      from: Date.parse('2026-01-01T00:00:00Z'),
      to: Date.parse('2026-01-08T00:00:00Z'),
    });
    expect(early.next).toBe(Math.min(...rows.filter((r) => !r.decision).map((r) => r.start ?? Infinity)));
  });

  it('folds the fullest days until the rest stands within the limit, and leaves out nothing uncounted', async () => {
    const whole = await answer('calendar.window', march());
    const folded = await answer('calendar.window', march(LAYERS, 40));
    expect(folded.entries.length).toBeLessThanOrEqual(40);
    expect(folded.total).toBe(whole.total);
    const counts = (days: typeof whole.days) => days.map((d) => [d.date, d.counts, d.findings]);
    expect(counts(folded.days)).toEqual(counts(whole.days));
    const dDay = folded.days.find((d) => d.date === '2027-03-16');
    expect(dDay?.folded).toBe(true);
    const timed = whole.entries.filter(
      (e) =>
        e.start !== null &&
        e.layer !== 'operation' &&
        new Date(e.start + 7 * 3_600_000).toISOString().startsWith('2027-03-16'),
    );
    expect(dDay?.hours.reduce((n, h) => n + h.count, 0)).toBe(timed.length);
    // what begins on days that are not folded stands there entire
    const open = new Set(folded.days.filter((d) => !d.folded).map((d) => d.date));
    const dayOf = (e: CalendarEntry) =>
      e.days?.from ?? new Date((e.start ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10);
    const expected = whole.entries.filter(
      (e) => open.has(dayOf(e) < '2027-03-01' ? '2027-03-01' : dayOf(e)) || e.layer === 'operation',
    );
    expect(folded.entries.map((e) => e.key)).toEqual(expected.map((e) => e.key));
    // phases and H stay in sight
    expect(folded.entries.some((e) => e.kind === 'hHour')).toBe(true);
  });

  it('refuses a window without a zone, the wrong way round, or wider than a year', async () => {
    for (const wrong of [{ zone: 'Mars/Olympus' }, { to: march().from }, { to: march().from + 500 * DAY }])
      expect(await ask('calendar.window', { ...march(), ...wrong })).toMatchObject({
        ok: false,
        error: { code: 'calendar-window' },
      });
    expect(await ask('calendar.window', { ...march(), operation: 'x'.repeat(32) })).toMatchObject({ ok: false });
  });

  it('the agenda is the same entries one after the other, in windows', async () => {
    const { entries } = await answer('calendar.window', march());
    const { limit: _limit, ...where } = march();
    const page = await answer('calendar.agenda', { ...where, first: 10, count: 15 });
    expect(page.total).toBe(entries.length);
    expect(page.entries).toEqual(entries.slice(10, 25));
  });
});

describe('a task moved and stretched', () => {
  it('previews both at once, keeps its form, and is one step to undo', async () => {
    const task = await taskId('T38');
    const before = await answer('task.detail', { operation, task });
    const span = { operation, task, at: 'H+00:30', minutes: 45 };
    const preview = await answer('task.previewSpan', span);
    expect((preview.after ?? 0) - (preview.before ?? 0)).toBe(30 * 60_000);
    expect(preview.added.map((f) => f.rule)).toEqual(['R-OP-02', 'R-PER-01', 'R-PER-01']);
    const done = await answer('task.setSpan', span);
    expect(done.label.key).toBe('step.task.span');
    expect(await answer('task.detail', { operation, task })).toMatchObject({ row: { at: 'H+00:30' }, minutes: 45 });
    await answer('undo.undo', {});
    expect(await answer('task.detail', { operation, task })).toEqual(before);
  });

  it('moving alone is named a move; a clock that comes twice is refused (R-OP-12)', async () => {
    const task = await taskId('T38');
    expect((await answer('task.setSpan', { operation, task, at: 'H+00:05', minutes: null })).label.key).toBe(
      'step.task.move',
    );
    await answer('undo.undo', {});
    const twice = { operation, task, at: '2027-11-07T01:30[America/New_York]', minutes: null };
    expect(await ask('task.previewSpan', twice)).toMatchObject({ ok: false, error: { code: 'R-OP-12' } });
    expect(await ask('task.setSpan', twice)).toMatchObject({ ok: false, error: { code: 'R-OP-12' } });
  });
});

describe('a new task', () => {
  const wanted = () =>
    ({
      operation,
      title: 'Brief the night shift',
      at: 'D-1T20:00',
      minutes: 60,
      kind: 'briefing',
      phase: 'P3',
      site: 'REM',
      owner: null,
    }) as const;

  it('shows its findings first, then goes through the one door and comes back out by undo', async () => {
    const rows = (await answer('timeline.frame', { operation })).rows;
    const preview = await answer('task.previewCreate', wanted());
    expect(preview.code).toBe('T68');
    expect(preview.added.map((f) => [f.rule, f.subject])).toContainEqual(['R-OP-03', 'T68']);
    const made = await answer('task.create', wanted());
    expect(made).toMatchObject({ code: 'T68', label: { key: 'step.task.create', params: { code: 'T68' } } });
    expect(await answer('task.detail', { operation, task: made.task })).toMatchObject({
      row: {
        code: 'T68',
        title: 'Brief the night shift',
        at: 'D-1T20:00',
        place: 'REM',
        phase: 'P3',
        kind: 'briefing',
      },
      minutes: 60,
    });
    const { entries } = await answer('calendar.window', march(['task']));
    expect(byCode(entries, 'T68')[0]).toMatchObject({ record: made.task, start: Date.parse('2027-03-15T13:00:00Z') });
    await answer('undo.undo', {});
    expect((await answer('timeline.frame', { operation })).rows).toBe(rows);
    expect(byCode((await answer('calendar.window', march(['task']))).entries, 'T68')).toEqual([]);
  });

  it('names only what stands in the plan', async () => {
    for (const wrong of [{ phase: 'P9' }, { site: 'S99' }, { owner: 'A99' }])
      expect(await ask('task.create', { ...wanted(), ...wrong })).toMatchObject({
        ok: false,
        error: { code: 'not-found' },
      });
    expect(await ask('task.create', { ...wanted(), at: 'tomorrow' })).toMatchObject({
      ok: false,
      error: { code: 'start-form' },
    });
  });
});

describe('what a task is, changed by a person', () => {
  const idOf = async (code: string): Promise<string> =>
    (await answer('timeline.find', { operation, text: code })).find((f) => f.code === code)?.id ?? '';
  const detail = async (task: string) => (await answer('task.detail', { operation, task })).row;

  it('is looked at first, is one step, and comes back by one undo', async () => {
    const task = await idOf('T40');
    const before = await detail(task);
    const edit = { title: 'Entry IBIS, second team', minutes: 45, phase: 'P4', site: 'REM', owner: 'A07' } as const;
    const preview = await answer('task.previewEdit', { operation, task, edit });
    contract['task.previewEdit'].out.parse(preview);
    expect(await detail(task)).toEqual(before);
    const done = await answer('task.edit', { operation, task, edit });
    expect(done).toMatchObject({ label: { key: 'step.task.edit', params: { code: 'T40' } } });
    expect(await answer('task.detail', { operation, task })).toMatchObject({
      row: {
        title: 'Entry IBIS, second team',
        phase: 'P4',
        place: 'REM',
        owner: 'A07',
        at: before.at,
        kind: before.kind,
      },
      minutes: 45,
    });
    await answer('undo.undo', {});
    expect(await detail(task)).toEqual(before);
  });

  it('what is not named stays, and a place and a phase can be taken away', async () => {
    const task = await idOf('T40');
    const before = await detail(task);
    await answer('task.edit', { operation, task, edit: { phase: null, site: null } });
    expect(await detail(task)).toMatchObject({ phase: null, place: null, title: before.title, owner: before.owner });
    await answer('undo.undo', {});
    expect(await detail(task)).toEqual(before);
  });

  it('names only what stands in the plan, changes something, and leaves decision points what they are', async () => {
    const [task, decision] = [await idOf('T40'), await idOf('T37')];
    for (const edit of [{ phase: 'P9' }, { site: 'S99' }, { owner: 'A99' }])
      expect(await ask('task.edit', { operation, task, edit })).toMatchObject({
        ok: false,
        error: { code: 'not-found' },
      });
    const { title } = await detail(task);
    expect(await ask('task.edit', { operation, task, edit: { title } })).toMatchObject({
      ok: false,
      error: { code: 'task-same' },
    });
    for (const [of, kind] of [
      [task, 'decision'],
      [decision, 'meeting'],
    ] as const)
      expect(await ask('task.edit', { operation, task: of, edit: { kind } })).toMatchObject({
        ok: false,
        error: { code: 'task-decision' },
      });
  });
});

describe('the matrix', () => {
  it('holds every live task once, in rows of sites and stretches from H', async () => {
    const frame = await answer('matrix.frame', { operation, rows: 'site', columns: 'bands' });
    contract['matrix.frame'].out.parse(frame);
    expect(frame.cells.reduce((n, c) => n + c.count, 0) + frame.undated).toBe(frame.total);
    const entry = frame.cells.find((c) => c.tasks.some((t) => t.code === 'T38'));
    expect([entry?.row, entry?.column]).toEqual(['site/S1', 'h/0']);
    const late = frame.cells.find((c) => c.tasks.some((t) => t.code === 'T39'));
    // the entry planned an hour early by its own clock stands in the stretch before H: that is what the picture is for
    expect([late?.row, late?.column]).toEqual(['site/S2', 'h/-60']);
    const functions = await answer('matrix.frame', { operation, rows: 'function', columns: 'phases' });
    contract['matrix.frame'].out.parse(functions);
    expect(functions.columns.map((c) => c.phase?.code)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
    expect(functions.cells.reduce((n, c) => n + c.count, 0)).toBe(functions.total - functions.undated);
  });

  it('shows every site at one moment', async () => {
    const faces = await answer('matrix.strip', { operation, at: Date.parse('2027-03-15T21:00:00Z') });
    contract['matrix.strip'].out.parse(faces);
    expect(faces[0]).toMatchObject({ time: '04:00', date: '2027-03-16', dayShift: 0, light: 'night' });
    expect(faces.map((f) => f.time)).toContain('05:00');
  });

  it('prints what was released, and nothing of what was not', async () => {
    const sheet = await answer('matrix.prepare', {
      operation,
      rows: 'site',
      columns: 'bands',
      at: Date.parse('2027-03-15T21:00:00Z'),
      forAgency: 'A07',
      lang: 'en',
    });
    expect(sheet.html).toContain('A3 landscape');
    expect(sheet.html).toContain('T38');
    expect(
      await ask('matrix.prepare', { operation, rows: 'site', columns: 'bands', at: 0, forAgency: 'A99', lang: 'en' }),
    ).toMatchObject({ ok: false });
  });
});
