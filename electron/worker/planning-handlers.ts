import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Committed, Label } from '#db/store-types.ts';
import { readLimited } from '../files/read-limited.ts';
import { replaceTask } from '#shared/domain/facts/overlay.ts';
import { spanOf } from '#shared/domain/facts/facts.ts';
import { readOperationFile, type OperationFile } from '#shared/formats/operation-file/index.ts';
import { planToDrafts } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { CallError, Reply } from '#shared/contract/call.ts';
import type { HistoryEntry } from '#shared/contract/planning.ts';
import { parseStart, resolveStart } from '#shared/time/start-form.ts';
import { formatInstant } from '#shared/time/instant.ts';
import {
  committed,
  done,
  type HandlersOf,
  notFound,
  refuse,
  withOperation,
  withSession,
  type WorkerContext,
} from './context.ts';
import { keepSearchFresh } from './search-work.ts';
import type { Session } from './session.ts';
import { nameOf } from './people-tokens.ts';
import { homeSummary } from './portfolio.ts';
import { operationCard } from './views/cards.ts';
import { changeEffect, findingView, gatesOf, worstFirst } from './views/finding-views.ts';
import { deltaOf, movedH, previewH } from './views/h-preview.ts';
import { type OperationState, planOf } from './views/state.ts';
import {
  findTasks,
  taskByRecord,
  taskDetail,
  timelineFrame,
  timelineLinks,
  timelineRows,
} from './views/timeline-views.ts';

/** The operation file's own limit (SCHEMA.md, section 1). */
const OPERATION_FILE_BYTES = 5 * 1024 * 1024;
export const BY = 'local';

export function readOperation(file: {
  readonly path: string;
  readonly name: string;
}): { readonly ok: true; readonly value: OperationFile } | { readonly ok: false; readonly error: CallError } {
  const bytes = readLimited(file.path, file.name, OPERATION_FILE_BYTES);
  if (!bytes.ok) return refuse(bytes.error);
  const read = readOperationFile(bytes.value);
  if (read.ok) return { ok: true, value: read.value };
  const [first] = read.error;
  if (read.error.length > 1)
    return refuse(
      refusal('operation-file', file.name, `the file has ${read.error.length} faults; nothing of it was stored`),
      read.error,
    );
  return refuse(first ?? refusal('operation-file', file.name, 'the file cannot be read as an operation file'));
}

/** Takes a whole operation file into the store as one step that can be undone. */
function loadOperation(
  context: WorkerContext,
  session: Session,
  read: OperationFile,
): Reply<{ operation: string; card: ReturnType<typeof operationCard> }> {
  const code = read.plan.operation.id;
  if (session.states.find(code))
    return refuse(
      refusal('operation-exists', code, 'an operation with this code is already in the workspace; nothing was stored'),
    );
  const changes = planToDrafts(read.plan, read.meta.fictional ? read.clock : null).map((draft) => ({
    type: 'create' as const,
    kind: draft.kind,
    key: draft.key,
    fields: draft.fields,
  }));
  const result = session.store.plan.commit({
    command: 'operation.load',
    label: { key: 'step.operation.load', params: { code, name: read.plan.operation.codeName } },
    by: BY,
    undoable: true,
    changes,
  });
  if (!result.ok) return refuse(result.error);
  const id = result.value.operations[0];
  committed(context, session, result.value.operations, []);
  const state = id === undefined ? null : session.states.get(id);
  return id === undefined || !state ? notFound(code) : done({ operation: id, card: operationCard(state) });
}

type Field = readonly [rec: string, field: string, value: Wire];
function change(
  context: WorkerContext,
  session: Session,
  command: string,
  label: Label,
  fields: readonly Field[],
): Reply<{ label: Label; touched: number; conflicts: number }> {
  const result = session.store.plan.commit({
    command,
    label,
    by: BY,
    undoable: true,
    changes: fields.map(([rec, field, value]) => ({ type: 'set' as const, rec, field, value })),
  });
  return result.ok ? settled(context, session, label, result.value) : refuse(result.error);
}
export function settled(
  context: WorkerContext,
  session: Session,
  label: Label,
  step: Committed,
): Reply<{ label: Label; touched: number; conflicts: number }> {
  committed(context, session, step.operations, step.touched);
  return done({
    label: { key: label.key, params: { ...label.params } },
    touched: step.touched.length,
    conflicts: step.conflicts,
  });
}

export const readOnly = (state: OperationState): { readonly ok: false; readonly error: CallError } =>
  refuse(
    refusal(
      'read-only',
      state.facts.plan.operation.id,
      `this operation is kept by ${state.ownerCode}; only that agency changes it here`,
    ),
  );
const withheldH = refuse(
  refusal(
    'h-hour-withheld',
    '',
    'the exact H-hour was not released to this agency (R-OP-11), so it cannot be moved here',
  ),
);

/** A start as a person typed it, checked and resolved (R-OP-12: a wall clock that is missing or doubled is not saved). */
export function typedStart(state: OperationState, at: string) {
  const form = parseStart(at.trim());
  if (!form.ok) return refuse({ ...form.error, place: 'start' });
  const { operation } = planOf(state);
  const resolved = resolveStart(form.value, operation);
  if (resolved && resolved.clock !== 'ok')
    return refuse(
      refusal(
        'R-OP-12',
        'start',
        resolved.clock === 'gap'
          ? 'this wall clock does not exist on that day: the clocks go forward; choose another time'
          : 'this wall clock exists twice on that day: the clocks go back; write it as H or UTC instead',
      ),
    );
  return { ok: true as const, value: at.trim() };
}

export const planningHandlers: HandlersOf<
  | 'operation.load'
  | 'operation.loadTraining'
  | 'operation.find'
  | 'home.summary'
  | 'timeline.frame'
  | 'timeline.rows'
  | 'timeline.links'
  | 'timeline.find'
  | 'task.detail'
  | 'task.previewStart'
  | 'task.setStart'
  | 'findings.list'
  | 'hHour.preview'
  | 'hHour.set'
  | 'undo.state'
  | 'undo.undo'
  | 'undo.redo'
  | 'history.record'
  | 'history.of'
> = {
  'operation.load': (context, { file }) =>
    withSession(context, (session) => {
      const read = readOperation(file);
      return read.ok ? loadOperation(context, session, read.value) : read;
    }),
  'operation.loadTraining': (context) =>
    withSession(context, (session) => {
      const read = readOperationFile(
        new Uint8Array(readFileSync(path.join(context.assets, 'training', 'operation.yaml'))),
      );
      return read.ok
        ? loadOperation(context, session, read.value)
        : refuse(read.error[0] ?? refusal('operation-file', '', 'the training operation is damaged'));
    }),
  'operation.find': (context, { operation }) =>
    withSession(context, ({ states }) => {
      const only = operation ?? (states.ids().length === 1 ? (states.ids()[0] ?? null) : null);
      const state = only === null ? null : states.find(only);
      return state
        ? done({ id: state.id, code: planOf(state).operation.id, codeName: planOf(state).operation.codeName })
        : notFound(operation ?? 'operation');
    }),
  'home.summary': (context) =>
    withSession(context, (session) => {
      // Where somebody sits down, not where a script looks: what only reads leaves every byte as it was.
      keepSearchFresh(context, session);
      return done(homeSummary(context, session));
    }),
  'timeline.frame': (context, { operation }) =>
    withOperation(context, operation, (state) => done(timelineFrame(state))),
  'timeline.rows': (context, { operation, first, count }) =>
    withOperation(context, operation, (state) => done(timelineRows(state, first, count))),
  'timeline.links': (context, { operation, tasks }) =>
    withOperation(context, operation, (state) => done(timelineLinks(state, tasks))),
  'timeline.find': (context, { operation, text }) =>
    withOperation(context, operation, (state) => done(findTasks(state, text))),
  'task.detail': (context, { operation, task }) =>
    withOperation(context, operation, (state) => {
      const found = taskByRecord(state, task);
      return found ? done(taskDetail(state, found)) : notFound(task);
    }),
  'task.previewStart': (context, { operation, task, at }) =>
    withOperation(context, operation, (state) => {
      const found = taskByRecord(state, task);
      if (!found) return notFound(task);
      const start = typedStart(state, at);
      if (!start.ok) return start;
      const after = replaceTask(state.facts, { ...found, at: start.value });
      const moved = after.tasks.get(found.id);
      return done({
        before: spanOf(state.facts, found).start,
        after: moved ? spanOf(after, moved).start : null,
        ...changeEffect(state, after, [found.id]),
      });
    }),
  'task.setStart': (context, { operation, task, at }) =>
    withOperation(context, operation, (state, session) => {
      const found = taskByRecord(state, task);
      if (!found) return notFound(task);
      // Into the record of another agency this is a contribution: it goes to the owner, who passes it on (exchange design, section 5).
      const start = typedStart(state, at);
      return start.ok
        ? change(
            context,
            session,
            'task.move',
            { key: 'step.task.move', params: { code: found.id, at: start.value } },
            [[task, 'at', start.value]],
          )
        : start;
    }),
  'findings.list': (context, { operation }) =>
    withOperation(context, operation, (state) =>
      done({
        findings: [...state.findings].sort(worstFirst).map((f) => findingView(state, f)),
        gates: gatesOf(state.findings, state.judged),
      }),
    ),
  'hHour.preview': (context, { operation, to }) =>
    withOperation(context, operation, (state) => {
      const preview = previewH(state, to);
      return preview ? done(preview) : withheldH;
    }),
  'hHour.set': (context, { operation, to }) =>
    withOperation(context, operation, (state, session) => {
      const moved = movedH(state, to);
      if (!moved) return withheldH;
      if (!state.mine) return readOnly(state);
      const minutes = deltaOf(moved.from, to);
      const fields: Field[] = [[state.id, 'hHour', formatInstant(moved.to)]];
      if (moved.dDayAfter !== moved.dDayBefore) fields.push([state.id, 'dDay', moved.dDayAfter]);
      return change(
        context,
        session,
        'hHour.set',
        { key: 'step.hHour.set', params: { minutes: `${minutes > 0 ? '+' : ''}${minutes}` } },
        fields,
      );
    }),
  'undo.state': (context) =>
    withSession(context, ({ store }) => {
      const { undo, redo } = store.plan.undoList(1);
      const label = (entry: (typeof undo)[number] | undefined) =>
        entry ? { key: entry.label.key, params: { ...entry.label.params } } : null;
      return done({ undo: label(undo[0]), redo: label(redo[0]) });
    }),
  'undo.undo': (context) =>
    withSession(context, (session) => {
      const result = session.store.plan.undo(BY);
      return result.ok ? settled(context, session, result.value.label, result.value) : refuse(result.error);
    }),
  'undo.redo': (context) =>
    withSession(context, (session) => {
      const result = session.store.plan.redo(BY);
      return result.ok ? settled(context, session, result.value.label, result.value) : refuse(result.error);
    }),
  'history.record': (context, { record }) => withSession(context, (session) => done(historyOf(session, record))),
  'history.of': (context, { record }) =>
    withSession(context, (session) => {
      if (session.store.read.record(record)) return done(historyOf(session, record));
      const ids = session.states.ids().flatMap((op) => session.store.read.byCode(op, record));
      const [only] = ids;
      if (!only) return notFound(record);
      if (ids.length > 1)
        return refuse(refusal('ambiguous', record, 'several records carry this code; give the record id'));
      return done(historyOf(session, only.id));
    }),
};

const wireText = (value: Wire): string | null =>
  value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

function historyOf(session: Session, record: string): HistoryEntry[] {
  const agencies = new Map(session.store.partners.list().map((p) => [p.agencyId, p.code]));
  return session.store.read.history(record, 500).map((e) => ({
    at: e.at,
    agency:
      e.agency === session.card.agency ? session.card.body.code : (agencies.get(e.agency) ?? e.agency.slice(0, 8)),
    by: nameOf(session, e.by),
    label: e.label.key,
    field: e.field,
    before: wireText(e.before),
    after: wireText(e.after),
  }));
}
