import { setImmediate as nextTurn } from 'node:timers/promises';
import { generatePlan, MAX_SEED, type SetSize, type Shape, shapesOf, SIZES } from '#shared/formats/generator/index.ts';
import { planToDrafts } from '#shared/formats/plan-records/index.ts';
import { refusal } from '#shared/result/refusal.ts';
import { committed, done, failed, type HandlersOf, refuse, withSession } from './context.ts';
import type { GenerateReport, GenerateSize } from './requests.ts';
import type { Session } from './session.ts';

const BY = 'local';
const JOB = 'generate';

const setOf = (size: GenerateSize): SetSize => (typeof size === 'string' ? SIZES[size] : size);
const prefixOf = (size: GenerateSize): string => (typeof size === 'string' ? size : 'X');

/** Codes of all operations here; built without their states, which would not fit into memory for a large set. */
const codesHere = (session: Session): ReadonlySet<string> =>
  new Set(
    session.store.read
      .operations()
      .flatMap(({ closed, fields: { code } }) => (closed || typeof code !== 'string' ? [] : [code])),
  );

/** One operation through the one door: as loading an operation file, so it is a step that can be undone. */
function loadPlan(session: Session, seed: number, shape: Shape) {
  const plan = generatePlan(seed, shape);
  return session.store.plan.commit({
    command: 'operation.load',
    label: { key: 'step.operation.load', params: { code: shape.code, name: plan.operation.codeName } },
    by: BY,
    undoable: true,
    // Invented plans keep the clock they were made for, so their findings stay the same from day to day.
    changes: planToDrafts(plan, shape.clock).map(({ kind, key, fields }) => ({ type: 'create', kind, key, fields })),
  });
}

export const generateHandlers: HandlersOf<'generate.load'> = {
  /**
   * Loads a generated set, one operation and one commit at a time. Those already here are passed over, so a set that was broken off
   * is completed by asking again. Cancelled between operations: what was committed stays, each operation whole.
   */
  'generate.load': async (context, { size, seed }) =>
    await withSession(context, async (session) => {
      if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
        return refuse(refusal('seed', 'seed', `must be a whole number from 0 to ${MAX_SEED}`));
      const shapes = shapesOf(prefixOf(size), setOf(size), seed);
      const here = codesHere(session);
      const report = { operations: 0, skipped: 0, tasks: 0, people: 0, travellers: 0, changes: 0 };
      const tell = (ended: boolean): void =>
        context.emit('progress', {
          job: JOB,
          step: 'operations',
          done: report.operations + report.skipped,
          total: shapes.length,
          ended,
        });
      return await session.store.whileLoading(async () => {
        for (const shape of shapes) {
          if (here.has(shape.code)) {
            report.skipped += 1;
            continue;
          }
          // A turn for messages, so that a cancel is heard.
          await nextTurn();
          if (context.signal.aborted) {
            tell(true);
            return cancelled(report, shapes.length);
          }
          const result = loadPlan(session, seed, shape);
          if (!result.ok) {
            tell(true);
            return refuse(result.error);
          }
          committed(context, session, result.value.operations, []);
          report.operations += 1;
          report.tasks += shape.tasks;
          report.people += shape.people;
          report.travellers += shape.travellers;
          report.changes += result.value.lines;
          tell(false);
        }
        tell(true);
        return done(report);
      });
    }),
};

const cancelled = ({ operations, skipped }: GenerateReport, total: number) =>
  failed({
    kind: 'cancelled',
    code: 'cancelled',
    place: JOB,
    reason: `cancelled: ${operations + skipped} of ${total} operations are in the workspace, each of them whole; the same command goes on from there`,
    details: [],
  });
