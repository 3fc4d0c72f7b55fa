import { buildFacts } from '#shared/domain/facts/facts.ts';
import { iimarchPack } from '#shared/formats/brief/iimarch.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { done, type HandlersOf, notFound, refuse, withOperation } from './context.ts';
import { partnerBy } from './partner-handlers.ts';
import { manifestOf, marking, rowsOfRelease, releaseTo, withheldItems } from './release-views.ts';
import { planOf } from './views/state.ts';

/** Paper copies are kept this long after D-day unless the order says otherwise. */
const KEEP_DAYS = 90;

export const briefHandlers: HandlersOf<'brief.prepare' | 'brief.printed'> = {
  'brief.prepare': (context, { operation, forAgency, lang }) =>
    withOperation(context, operation, (state, session) => {
      const agency = state.facts.agencies.get(forAgency);
      if (!agency) return notFound(forAgency);
      const released = releaseTo(session, state, forAgency, partnerBy(session, forAgency), 'joint_operation');
      if (!released.ok) return refuse(released.error);
      const { gate } = released.value;
      // The pack is made from what the recipient would hold, so nothing withheld can reach a page.
      const view = recordsToPlan(rowsOfRelease(released.value));
      const facts = buildFacts(view.plan, state.clock);
      const op = planOf(state).operation;
      const pack = iimarchPack({
        facts,
        lang,
        recipient: { code: agency.id, name: agency.name },
        asOf: state.clock,
        copyNumber: 1,
        destroyBy: addDays(
          dateIn(op.refTz, state.clock) > op.dDay ? dateIn(op.refTz, state.clock) : op.dDay,
          KEEP_DAYS,
        ),
        marking: marking(gate),
      });
      const items = withheldItems(state, gate);
      return done({
        html: pack.html,
        title: pack.title,
        lang,
        manifest: manifestOf(gate),
        withheld: [...items.redacted, ...items.withheld],
      });
    }),
  'brief.printed': (context, { operation, forAgency, bytes, pages, hash }) =>
    withOperation(context, operation, (state, session) => {
      session.store.audit.append({
        act: 'brief.print',
        records: [state.id],
        ids: { for: forAgency, file: hash },
        counts: { bytes, pages },
      });
      return done(null);
    }),
};
