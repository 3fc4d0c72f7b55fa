import { buildFacts } from '#shared/domain/facts/facts.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import { coverageSheet, type CoverageSheetInput } from '#shared/formats/coverage/coverage-sheet.ts';
import { matrixSheet } from '#shared/formats/matrix/matrix-sheet.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, type WorkerContext } from './context.ts';
import { partnerBy } from './partner-handlers.ts';
import { manifestOf, marking, rowsOfRelease, releaseTo, withheldItems } from './release-views.ts';
import type { RequestIn } from './requests.ts';
import { planOf } from './views/state.ts';

/** Paper copies are kept as long as those of a pack. */
const KEEP_DAYS = 90;

/** A sheet for one agency, made from what it would hold, so that nothing withheld can reach the paper. */
const prepare = <S extends object>(
  context: WorkerContext,
  { operation, forAgency, lang }: RequestIn<'coverage.prepare'>,
  draw: (about: CoverageSheetInput) => S,
) =>
  withOperation(context, operation, (state, session) => {
    const agency = state.facts.agencies.get(forAgency);
    if (!agency) return notFound(forAgency);
    const released = releaseTo(session, state, forAgency, partnerBy(session, forAgency), 'joint_operation');
    if (!released.ok) return refuse(released.error);
    const { gate } = released.value;
    const op = planOf(state).operation;
    const today = dateIn(op.refTz, state.clock);
    const sheet = draw({
      facts: buildFacts(recordsToPlan(rowsOfRelease(released.value)).plan, state.clock),
      lang,
      recipient: { code: agency.id, name: agency.name },
      asOf: state.clock,
      destroyBy: addDays(today > op.dDay ? today : op.dDay, KEEP_DAYS),
      marking: marking(gate),
    });
    const items = withheldItems(state, gate);
    return done({ ...sheet, lang, manifest: manifestOf(gate), withheld: [...items.redacted, ...items.withheld] });
  });

/** Notes that it was printed, for whom, and what came out. */
const printed = (
  context: WorkerContext,
  act: 'coverage.print' | 'matrix.print',
  { operation, forAgency, bytes, pages, hash }: RequestIn<'coverage.printed'>,
) =>
  withOperation(context, operation, (state, session) => {
    session.store.audit.append({
      act,
      records: [state.id],
      ids: { for: forAgency, file: hash },
      counts: { bytes, pages },
    });
    return done(null);
  });

/** Sheets about an operation for one agency. */
export const matrixHandlers: HandlersOf<'matrix.prepare' | 'matrix.printed' | 'coverage.prepare' | 'coverage.printed'> =
  {
    'coverage.prepare': (context, input) => prepare(context, input, coverageSheet),
    'coverage.printed': (context, input) => printed(context, 'coverage.print', input),
    'matrix.prepare': (context, { rows, columns, at, ...input }) =>
      prepare(context, input, (about) => matrixSheet({ ...about, rows, columns, at })),
    'matrix.printed': (context, input) => printed(context, 'matrix.print', input),
  };
