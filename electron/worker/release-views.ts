import type { PartnerRow } from '#db/store-types.ts';
import { release, releasedRows } from '#shared/domain/release/index.ts';
import type { Manifest as Gate, RecordRow } from '#shared/domain/release/types.ts';
import { WHY } from '#shared/domain/release/why.ts';
import type { WithheldItem } from '#shared/contract/exchange.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { Level } from '#shared/model/vocabulary.ts';
import { STANDARD_CEILING } from './partner-handlers.ts';
import type { Manifest } from './requests.ts';
import type { Session } from './session.ts';
import { type OperationState, planOf } from './views/state.ts';
import { subjectOf } from './views/subjects.ts';

export interface Released {
  readonly gate: Gate;
  readonly rows: readonly RecordRow[];
}

/**
 * The one way out: what of an operation one agency may see, by the rules R-HAN and R-OP-11. `partner` gives the ceiling agreed with it;
 * without one the standard ceiling counts.
 */
export function releaseTo(
  session: Session,
  state: OperationState,
  agencyCode: string,
  partner: PartnerRow | null,
  purpose: string,
): Result<Released, Refusal> {
  const agency = state.facts.agencies.get(agencyCode);
  if (!agency)
    return err(
      refusal('R-HAN-05', agencyCode, 'this agency takes no part in the operation, so nothing of it may go there'),
    );
  const sides = session.store.desk.sidesOf(state.id);
  const rows = session.states.rows(state.id).map((row) => {
    const several = sides.get(row.id);
    return several ? { ...row, sides: several } : row;
  });
  const ceiling: Level = partner?.ceiling ?? STANDARD_CEILING;
  const gate = release({
    rows,
    view: state.view,
    recipient: { agency: agency.id, ceiling, role: agency.role, cc: agency.cc, named: [] },
    releaser: { agency: session.card.body.code, id: session.card.agency },
    purpose,
    today: dateIn(planOf(state).operation.refTz, state.clock),
    ...(partner ? { recalled: session.store.desk.recalledFrom(partner.agencyId) } : {}),
  });
  return ok({ gate, rows });
}

/**
 * The same for a file between agencies: what others keep may be shown to the agency, but each sends its own (exchange design, section 6), so
 * it is withheld here. What the file carries may point to it and name it.
 */
export function releaseInFile(
  session: Session,
  state: OperationState,
  partner: PartnerRow,
  purpose: string,
): Result<Released, Refusal> {
  const released = releaseTo(session, state, partner.code, partner, purpose);
  if (!released.ok) return released;
  const { gate, rows } = released.value;
  const ids = gate.included.map((r) => r.id);
  const ours = session.store.desk.releasable(ids, partner.agencyId);
  if (ours.size === ids.length) return released;
  const left = gate.included
    .filter((r) => !ours.has(r.id))
    .map(
      ({ id, kind, code }) => ({ id, kind, code, rule: 'R-HAN-02', why: 'ownerSends', rules: ['R-HAN-02'] }) as const,
    );
  const foreign = new Set(left.map((l) => l.id));
  return ok({
    gate: {
      ...gate,
      included: gate.included.filter((r) => ours.has(r.id)),
      redacted: gate.redacted.filter((r) => !foreign.has(r.id)),
      withheld: [...gate.withheld, ...left],
    },
    rows,
  });
}

export const marking = (gate: Gate) => ({
  tlp: gate.markings.tlp,
  level: gate.markings.level,
  handling: [...gate.markings.handling],
});

export const manifestOf = (gate: Gate): Manifest => ({
  recipient: gate.recipient,
  purpose: gate.purpose,
  included: gate.included.map((r) => ({ record: r.id, kind: r.kind, code: r.code, fields: r.fields })),
  redacted: gate.redacted.map((r) => ({
    record: r.id,
    kind: r.kind,
    code: r.code,
    field: r.field,
    rule: r.rule,
    why: WHY[r.why].en,
  })),
  withheld: gate.withheld.map((r) => ({ record: r.id, kind: r.kind, code: r.code, rule: r.rule, why: WHY[r.why].en })),
  marking: marking(gate),
  secondApprover: gate.needsSecondApprover,
});

/** Of a file that carries nothing but recalls and receipts. */
export const emptyManifest = (recipient: string, purpose: string): Manifest => ({
  recipient,
  purpose,
  included: [],
  redacted: [],
  withheld: [],
  marking: { tlp: 'CLEAR', level: 'INTERPOL FOR OFFICIAL USE ONLY', handling: [] },
  secondApprover: false,
});

/** Withheld things by name, for the releaser's own screen only. */
export function withheldItems(
  state: OperationState,
  gate: Gate,
): { redacted: WithheldItem[]; withheld: WithheldItem[] } {
  const label = (code: string): string => subjectOf(planOf(state), code).label;
  return {
    redacted: gate.redacted.map((r) => ({
      kind: r.kind,
      code: r.code,
      label: label(r.code),
      field: r.field,
      rule: r.rule,
      why: WHY[r.why].en,
      whyKey: r.why,
    })),
    withheld: gate.withheld.map((r) => ({
      kind: r.kind,
      code: r.code,
      label: label(r.code),
      field: null,
      rule: r.rule,
      why: WHY[r.why].en,
      whyKey: r.why,
    })),
  };
}

/** The rows as the recipient would hold them: included records with their released fields, and nothing else. */
export const rowsOfRelease = ({ gate, rows }: Released): readonly RecordRow[] => releasedRows(rows, gate);
