import type { Change } from '#db/store-types.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Signatures } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { isDate } from '#shared/time/calendar.ts';
import { type HandlersOf, notFound, refuse, withOperation, type WorkerContext } from './context.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { SIGNED_WHEN } from './views/paper-card.ts';
import { type OperationState, recordOf } from './views/state.ts';

/** What is signed: record, parties, who signed already, and whether now is the time. */
interface Paper {
  readonly record: string;
  readonly code: string;
  readonly parties: readonly string[];
  readonly signed: Signatures;
  readonly state: string;
  /** States in which a party signs. */
  readonly when: readonly string[];
}
interface Signing {
  readonly party: string;
  readonly on: string;
  readonly by: string;
}

/** A party as it stands in records: a country by its code, an agency by its record. */
const partyRef = (state: OperationState, party: string): string =>
  /^[A-Z]{2}$/.test(party) ? party : (recordOf(state, party) ?? party);

/**
 * Records the signature of a party under a paper. Codes: `sign.party` (no party to it), `sign.day` (no such day, or one to come),
 * `sign.state` (not yet or no longer to be signed), `sign.done` (signed on another day), `read-only`.
 */
function sign(
  context: WorkerContext,
  session: Session,
  state: OperationState,
  { paper, command, signing: { party, on, by } }: { paper: Paper; command: string; signing: Signing },
) {
  const place = `${paper.code} ${party}`;
  const rows = session.states.rows(state.id);
  const own = rows.find(({ id }) => id === paper.record)?.owner === session.card.agency;
  if (!state.mine || !own) return readOnly(state);
  if (by.trim() === '') return refuse(refusal('sign.by', place, 'somebody has to record it by name'));
  if (!paper.parties.includes(party)) {
    const parties = paper.parties.join(', ');
    return refuse(refusal('sign.party', place, `it is no party to it; the parties are ${parties}`));
  }
  if (!isDate(on) || on > state.facts.today)
    return refuse(refusal('sign.day', place, 'a signature has a day that exists and has come, such as 2027-03-01'));
  if (!paper.when.includes(paper.state)) {
    const when = paper.when.map((name) => name.replaceAll('_', ' ')).join(' or ');
    return refuse(
      refusal('sign.state', place, `it is ${paper.state.replaceAll('_', ' ')}; parties sign when it is ${when}`),
    );
  }
  const already = paper.signed[party] ?? null;
  if (already !== null && already !== on)
    return refuse(refusal('sign.done', place, `this party signed on ${already}; undo that step if it is wrong`));
  const ref = partyRef(state, party);
  const label = { key: 'step.sign', params: { code: paper.code, party } };
  const result = session.store.plan.commit({
    command,
    label,
    by: tokenOf(session, by),
    undoable: true,
    changes: [signatureChange(rows, state, paper.record, ref, on)],
  });
  if (!result.ok) return refuse(result.error);
  keepName(session, by);
  return settled(context, session, label, result.value);
}

function signatureChange(
  rows: readonly RecordRow[],
  state: OperationState,
  of: string,
  party: string,
  on: string,
): Change {
  const known = rows.find(
    ({ kind, fields }) => kind === 'signature' && fields['of'] === of && fields['party'] === party,
  );
  if (known) return { type: 'set', rec: known.id, field: 'on', value: on };
  return { type: 'create', kind: 'signature', key: 'signature', fields: { operation: state.id, of, party, on } };
}

export const signHandlers: HandlersOf<'agreement.sign' | 'jit.sign'> = {
  'agreement.sign': (context, { operation, item, party, on, by }) =>
    withOperation(context, operation, (state, session) => {
      const code = state.view.codeOf.get(item) ?? item;
      const paper = state.facts.agreements.get(code);
      const record = recordOf(state, code);
      if (!paper || record === null) return notFound(item);
      const { parties, signed } = paper;
      return sign(context, session, state, {
        paper: { record, code, parties, signed, state: paper.state, when: SIGNED_WHEN.agreement },
        command: 'agreement.sign',
        signing: { party, on, by },
      });
    }),
  'jit.sign': (context, { operation, item, party, on, by, extension }) =>
    withOperation(context, operation, (state, session) => {
      const code = state.view.codeOf.get(item) ?? item;
      const jit = state.facts.jits.get(code);
      const record = recordOf(state, code);
      if (!jit || record === null) return notFound(item);
      const command = 'jit.sign';
      const { parties, status } = jit;
      if (extension === null) {
        const paper = { record, code, parties, signed: jit.signed, state: status, when: SIGNED_WHEN.jit };
        return sign(context, session, state, { paper, command, signing: { party, on, by } });
      }
      const row = session.states
        .rows(state.id)
        .find(
          ({ kind, fields }) => kind === 'jitExtension' && fields['jit'] === record && fields['until'] === extension,
        );
      const signed = jit.extensions.find(({ until }) => until === extension)?.signed;
      if (!row || !signed) return notFound(`${code} ${extension}`);
      const paper = { record: row.id, code, parties, signed, state: status, when: SIGNED_WHEN.extension };
      return sign(context, session, state, { paper, command, signing: { party, on, by } });
    }),
};
