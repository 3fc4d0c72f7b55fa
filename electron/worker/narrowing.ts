import type { PartnerRow } from '#db/store-types.ts';
import type { WithheldItem } from '#shared/contract/exchange.ts';
import { hold } from '#shared/domain/release/holds.ts';
import type { Manifest as Gate } from '#shared/domain/release/types.ts';
import { WHY } from '#shared/domain/release/why.ts';
import type { Reply } from '#shared/contract/call.ts';
import { refusal } from '#shared/result/refusal.ts';
import { committed, done, type HandlersOf, notFound, refuse, withOperation, type WorkerContext } from './context.ts';
import { partOf } from './naming.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import { releaseTo } from './release-views.ts';
import type { RequestIn, RequestOut } from './requests.ts';
import type { Session } from './session.ts';
import type { OperationState } from './views/state.ts';

/**
 * A release that became narrower (exchange design, section 6): a lower ceiling, a stricter marking, a purpose or need that ended, an agency
 * that left. The gate keeps what is new from it; what lies there already has to be recalled, and people decide that.
 */
interface Narrowed {
  readonly id: string;
  readonly item: WithheldItem;
}

function narrowed(session: Session, state: OperationState, row: PartnerRow) {
  const there = session.store.desk.releasedFields(row.agencyId, state.id);
  const released = there.size === 0 ? null : releaseTo(session, state, row.code, row, 'joint_operation');
  const gate = released?.ok === true ? released.value.gate : null;
  const itemOf = (
    id: string,
    { rule, why, field }: Pick<Gate['redacted'][number], 'rule' | 'why' | 'field'> | Kept,
  ) => {
    const { kind, code, label } = partOf(session, id, session.store.read.record(id)?.kind ?? '');
    return { id, item: { kind, code, label, field, rule, why: WHY[why].en, whyKey: why } };
  };
  // An agency that takes no part any more may have nothing of it.
  const records: readonly Narrowed[] = gate
    ? gate.withheld.filter((w) => there.has(w.id)).map((w) => itemOf(w.id, { ...w, field: null }))
    : [...there.keys()].map((id) => itemOf(id, { ...hold('R-HAN-05', 'needToKnow'), field: null }));
  const fields: readonly Narrowed[] = (gate?.redacted ?? [])
    .filter((r) => there.get(r.id)?.has(r.field) === true)
    .map((r) => itemOf(r.id, r));
  return { records, fields };
}
type Kept = ReturnType<typeof hold> & { readonly field: null };

function narrow(
  context: WorkerContext,
  session: Session,
  state: OperationState,
  input: RequestIn<'exchange.narrow'>,
): Reply<RequestOut<'exchange.narrow'>> {
  const row = session.store.partners.get(input.to);
  if (!row) return notFound(input.to);
  if (isSamePerson(input.by, input.second))
    return refuse(refusal('R-HAN-12', row.code, 'the second approver must be another person'));
  const { records, fields } = narrowed(session, state, row);
  const [gone, anew] = [records, fields].map((list) => [...new Set(list.map((n) => n.id))]) as [string[], string[]];
  if (gone.length + anew.length === 0)
    return refuse(refusal('recall.not-released', row.code, 'this agency holds nothing that may not go there'));
  const order = {
    to: row.agencyId,
    reason: input.reason,
    by: tokenOf(session, input.by),
    second: tokenOf(session, input.second),
  };
  let [recalled, corrected] = [0, 0];
  if (gone.length > 0) {
    const answer = session.store.exchange.recallAll({ ...order, recs: gone });
    if (!answer.ok) return refuse({ ...answer.error, place: row.code });
    recalled = answer.value.recalled;
  }
  // Links to what was just recalled went with it.
  const there = session.store.desk.releasedFields(row.agencyId, state.id);
  const left = anew.filter((id) => there.has(id));
  if (left.length > 0) {
    const answer = session.store.exchange.recallAll({ ...order, recs: left, correct: true });
    if (!answer.ok) return refuse({ ...answer.error, place: row.code });
    corrected = answer.value.recalled;
  }
  for (const name of [input.by, input.second]) keepName(session, name);
  committed(context, session, [state.id], [...gone, ...left]);
  return done({ recalled, corrected });
}

export const narrowingHandlers: HandlersOf<'exchange.narrowed' | 'exchange.narrow'> = {
  'exchange.narrowed': (context, { operation, to }) =>
    withOperation(context, operation, (state, session) => {
      const row = session.store.partners.get(to);
      if (!row) return notFound(to);
      const { records, fields } = narrowed(session, state, row);
      return done({ records: records.map((n) => n.item), fields: fields.map((n) => n.item) });
    }),
  'exchange.narrow': (context, input) =>
    withOperation(context, input.operation, (state, session) => narrow(context, session, state, input)),
};
