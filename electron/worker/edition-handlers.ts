/** Operations beside one another: the editions of one, and those that share people. */
import type { RecordView } from '#db/store-types.ts';
import type { DifferingView, EditionComparison } from '#shared/contract/editions.ts';
import { type Compared, compareEditions, type Differing, MOST_EDITIONS } from '#shared/domain/editions/index.ts';
import { standing } from '#shared/domain/overrides/index.ts';
import { editionSheet } from '#shared/formats/edition/edition-sheet.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { done, type HandlersOf, refuse, withOperation, withSession } from './context.ts';
import { stateOfRows } from './operation-state.ts';
import { entriesOf } from './portfolio-handlers.ts';
import { manifestOf, marking, type Released, releaseTo, rowsOfRelease, withheldItems } from './release-views.ts';
import type { Session } from './session.ts';
import { sharedCounts, sharedWith } from './shared-people.ts';
import { resultRows } from './views/action-views.ts';
import { matchingEntries } from './views/portfolio-views.ts';
import { type OperationState, planOf } from './views/state.ts';

/** Paper copies are kept as long as those of a pack. */
const KEEP_DAYS = 90;

/** The operations that plan the same thing again, from the first on; several of one are told apart by their H. */
export function editionsOf(heads: readonly RecordView[], operation: string): readonly string[] {
  const known = new Map(heads.map((head) => [head.id, head]));
  const parentOf = (id: string): string | null => {
    const of = known.get(id)?.fields['editionOf'];
    return typeof of === 'string' && known.has(of) ? of : null;
  };
  const seen = new Set<string>();
  let first = operation;
  // A chain that leads back to itself was made to.
  for (let above = parentOf(first); above !== null && !seen.has(above); above = parentOf(first)) {
    seen.add(first);
    first = above;
  }
  const line = new Set([first]);
  for (const id of line) for (const head of heads) if (parentOf(head.id) === id) line.add(head.id);
  const h = (id: string): string => String(known.get(id)?.fields['hHour'] ?? '~');
  return [...line].sort((a, b) => (h(a) < h(b) ? -1 : h(a) > h(b) ? 1 : a < b ? -1 : 1));
}

interface Line {
  readonly states: readonly OperationState[];
  readonly older: number;
}
/** The editions that are shown, the one asked for always among them. */
function lineOf(session: Session, chosen: OperationState): Line {
  const line = editionsOf(session.states.heads(), chosen.id);
  const first = Math.max(0, Math.min(line.length - MOST_EDITIONS, line.indexOf(chosen.id)));
  const states = line
    .slice(first, first + MOST_EDITIONS)
    .flatMap((id) => (id === chosen.id ? chosen : (session.states.get(id) ?? [])));
  return { states, older: first };
}

const compared = (sides: readonly { readonly state: OperationState; readonly rows: readonly RecordRow[] }[]) =>
  compareEditions(
    sides.map(({ state, rows }) => ({
      facts: state.facts,
      findings: standing(state.findings, state.judged),
      results: resultRows(state, rows),
    })),
  );

const NAMED = 200;
const shortened = ({ kept, added, gone }: Differing): DifferingView => ({
  kept,
  added: added.slice(0, NAMED),
  gone: gone.slice(0, NAMED),
  addedInAll: added.length,
  goneInAll: gone.length,
});

function comparison(chosen: OperationState, { states, older }: Line, { sides, figures }: Compared): EditionComparison {
  return {
    older,
    sides: sides.map(({ since, ...side }, n) => ({
      ...side,
      id: states[n]?.id ?? '',
      chosen: states[n]?.id === chosen.id,
      since: since && {
        people: shortened(since.people),
        sites: shortened(since.sites),
        agreements: shortened(since.agreements),
        findings: [...since.findings],
      },
    })),
    figures: figures.map((one) => ({
      ...one,
      sides: one.sides.map(
        (side) =>
          side && {
            total: side.total,
            confirmed: side.confirmed,
            twice: side.twice,
            again: side.again,
            agencies: [...side.agencies],
          },
      ),
    })),
  };
}

export const editionHandlers: HandlersOf<
  'edition.compare' | 'edition.prepare' | 'edition.printed' | 'operation.shared' | 'people.shared'
> = {
  'edition.compare': (context, { operation }) =>
    withOperation(context, operation, (state, session) => {
      const line = lineOf(session, state);
      const sides = line.states.map((one) => ({ state: one, rows: session.states.rows(one.id) }));
      return done(comparison(state, line, compared(sides)));
    }),
  'edition.prepare': (context, { operation, lang }) =>
    withOperation(context, operation, (state, session) => {
      const own = session.card.body;
      const { states } = lineOf(session, state);
      const released: { readonly state: OperationState; readonly released: Released }[] = [];
      for (const one of states) {
        const leaves = releaseTo(session, one, own.code, null, 'joint_operation');
        if (!leaves.ok) return refuse(leaves.error);
        released.push({ state: one, released: leaves.value });
      }
      const sides = released.map((one) => {
        const rows = rowsOfRelease(one.released);
        return { state: stateOfRows(one.state, rows), rows };
      });
      const whole = released.find((one) => one.state === state);
      if (!whole) throw new Error('broken promise: an operation is among its own editions');
      const op = planOf(state).operation;
      const today = dateIn(op.refTz, state.clock);
      const sheet = editionSheet({
        compared: compared(sides),
        lang,
        recipient: { code: own.code, name: own.name },
        asOf: state.clock,
        refTz: op.refTz,
        destroyBy: addDays(today > op.dDay ? today : op.dDay, KEEP_DAYS),
        // Of several operations on one sheet the strictest counts, side by side.
        markings: released.map((one) => marking(one.released.gate)),
      });
      const items = released.flatMap((one) => {
        const held = withheldItems(one.state, one.released.gate);
        return [...held.redacted, ...held.withheld];
      });
      const manifest = { ...manifestOf(whole.released.gate), marking: sheet.marking };
      return done({ html: sheet.html, title: sheet.title, lang, manifest, withheld: items });
    }),
  'edition.printed': (context, { operation, forAgency, bytes, pages, hash }) =>
    withOperation(context, operation, (state, session) => {
      session.store.audit.append({
        act: 'edition.print',
        records: [state.id],
        ids: { for: forAgency, file: hash },
        counts: { bytes, pages },
      });
      return done(null);
    }),
  'operation.shared': (context, { operation, order, ...filter }) =>
    withSession(context, (session) => {
      const rows = new Map(
        matchingEntries(entriesOf(context, session), { ...filter, order }).map(({ card }, n) => [card.id, n]),
      );
      const heads = new Map(session.states.heads().map(({ id, fields }) => [id, fields]));
      const text = (id: string, field: string): string => String(heads.get(id)?.[field] ?? '');
      const shared = sharedWith(session, operation);
      const others = shared
        .map((one) => ({
          operation: one.operation,
          code: text(one.operation, 'code') || 'OP',
          codeName: text(one.operation, 'codeName'),
          row: rows.get(one.operation) ?? null,
          people: one.people.length,
          clashes: one.people.filter(({ clashes }) => clashes.length > 0).length,
          names: one.people
            .toSorted((a, b) => b.clashes.length - a.clashes.length || (a.name < b.name ? -1 : 1))
            .slice(0, 50)
            .map((person) => ({ ...person, clashes: person.clashes.slice(0, 20) })),
        }))
        .sort((a, b) => b.clashes - a.clashes || b.people - a.people || (a.code < b.code ? -1 : 1));
      return done({
        row: rows.get(operation) ?? null,
        people: sharedCounts(session, [operation])[0] ?? 0,
        total: others.length,
        others: others.slice(0, 200),
      });
    }),
  'people.shared': (context, { operations }) =>
    withSession(context, (session) => done(sharedCounts(session, operations))),
};
