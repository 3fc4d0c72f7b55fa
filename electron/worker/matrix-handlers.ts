import { buildFacts } from '#shared/domain/facts/facts.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import { coverageSheet } from '#shared/formats/coverage/coverage-sheet.ts';
import { matrixSheet } from '#shared/formats/matrix/matrix-sheet.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { partnerBy } from './partner-handlers.ts';
import { manifestOf, marking, rowsOfRelease, releaseTo, withheldItems } from './release-views.ts';
import { planOf } from './views/state.ts';

/** Paper copies are kept as long as those of a pack. */
const KEEP_DAYS = 90;

/** Sheets about an operation for one agency: what they show is made from what that agency would hold. */
export const matrixHandlers: HandlersOf<'matrix.prepare' | 'matrix.printed' | 'coverage.prepare' | 'coverage.printed'> =
  {
    'coverage.prepare': (context, { operation, forAgency, lang }) =>
      withOperation(context, operation, (state, session) => {
        const agency = state.facts.agencies.get(forAgency);
        if (!agency) return notFound(forAgency);
        const released = releaseTo(session, state, forAgency, partnerBy(session, forAgency), 'joint_operation');
        if (!released.ok) return refuse(released.error);
        const { gate } = released.value;
        const op = planOf(state).operation;
        const today = dateIn(op.refTz, state.clock);
        const sheet = coverageSheet({
          facts: buildFacts(recordsToPlan(rowsOfRelease(released.value)).plan, state.clock),
          lang,
          recipient: { code: agency.id, name: agency.name },
          asOf: state.clock,
          destroyBy: addDays(today > op.dDay ? today : op.dDay, KEEP_DAYS),
          marking: marking(gate),
        });
        const items = withheldItems(state, gate);
        return done({ ...sheet, lang, manifest: manifestOf(gate), withheld: [...items.redacted, ...items.withheld] });
      }),
    'coverage.printed': (context, { operation, forAgency, bytes, pages, hash }) =>
      withOperation(context, operation, (state, session) => {
        session.store.audit.append({
          act: 'coverage.print',
          records: [state.id],
          ids: { for: forAgency, file: hash },
          counts: { bytes, pages },
        });
        return done(null);
      }),
    'matrix.prepare': (context, { operation, rows, columns, at, forAgency, lang }) =>
      withOperation(context, operation, (state, session) => {
        const agency = state.facts.agencies.get(forAgency);
        if (!agency) return notFound(forAgency);
        const released = releaseTo(session, state, forAgency, partnerBy(session, forAgency), 'joint_operation');
        if (!released.ok) return refuse(released.error);
        const { gate } = released.value;
        // made from what the recipient would hold, so nothing withheld can reach the sheet
        const view = recordsToPlan(rowsOfRelease(released.value));
        const op = planOf(state).operation;
        const today = dateIn(op.refTz, state.clock);
        const sheet = matrixSheet({
          facts: buildFacts(view.plan, state.clock),
          rows,
          columns,
          at,
          lang,
          recipient: { code: agency.id, name: agency.name },
          asOf: state.clock,
          destroyBy: addDays(today > op.dDay ? today : op.dDay, KEEP_DAYS),
          marking: marking(gate),
        });
        const items = withheldItems(state, gate);
        return done({ ...sheet, lang, manifest: manifestOf(gate), withheld: [...items.redacted, ...items.withheld] });
      }),
    'matrix.printed': (context, { operation, forAgency, bytes, pages, hash }) =>
      withOperation(context, operation, (state, session) => {
        session.store.audit.append({
          act: 'matrix.print',
          records: [state.id],
          ids: { for: forAgency, file: hash },
          counts: { bytes, pages },
        });
        return done(null);
      }),
  };
