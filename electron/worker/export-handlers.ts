import type { PartnerRow } from '#db/store-types.ts';
import type { Finding } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, withSession, type WorkerContext } from './context.ts';
import { partnerBy } from './partner-handlers.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import { emptyManifest, manifestOf, marking, releaseInFile, releaseTo, withheldItems } from './release-views.ts';
import type { FileRef, RequestOut } from './requests.ts';
import { giveBackUnsealed, linesContent, placeFault, restartFault, sealItem, untrusted } from './sealing.ts';
import type { Session } from './session.ts';
import { findingView } from './views/finding-views.ts';
import { type OperationState } from './views/state.ts';

/** A finding at the gate `release` whose subject is a release to this agency. */
function concernsReleaseTo(state: OperationState, finding: Finding, agency: string): boolean {
  if (finding.gate !== 'release') return false;
  const release = state.facts.releases.get(finding.subject.split('/')[0] ?? '');
  return release?.to === agency;
}

interface SealInput {
  readonly purpose: string;
  readonly file: FileRef;
  readonly by: string;
  readonly second: string | null;
  /** Everything again, also what the recipient acknowledged. */
  readonly full?: boolean | undefined;
}

async function sealFor(
  context: WorkerContext,
  state: OperationState,
  session: Session,
  row: PartnerRow,
  input: SealInput,
): Promise<Reply<RequestOut<'exchange.seal'>>> {
  if (row.trust !== 'trusted') return refuse(untrusted(row));
  if (input.second !== null && isSamePerson(input.by, input.second))
    return refuse(refusal('R-HAN-12', row.code, 'the second approver must be another person'));
  const fault = placeFault(input.file) ?? restartFault(session, row);
  if (fault) return refuse(fault);
  const released = releaseInFile(session, state, row, input.purpose);
  // What was recalled has to be said also where nothing may go to the agency any more.
  const mayCarryRecall = session.store.desk.recalledFrom(row.agencyId).size > 0;
  if (!released.ok && !mayCarryRecall) return refuse(released.error);
  const gate = released.ok ? released.value.gate : null;
  const included = gate?.included ?? [];
  if (included.length === 0 && !mayCarryRecall)
    return refuse(refusal('nothing-released', row.code, 'nothing of this operation may go to this agency'));
  const by = tokenOf(session, input.by);
  giveBackUnsealed(session, row, by);
  const prepared = session.store.exchange.prepareRelease({
    to: row.agencyId,
    by,
    second: input.second === null ? null : tokenOf(session, input.second),
    purpose: input.purpose,
    items: included.map((r) => ({ rec: r.id, fields: r.fields })),
    minusAcknowledged: input.full !== true,
    refuseEmpty: true,
  });
  if (!prepared.ok)
    return refuse(
      prepared.error.code === 'release.empty' ? nothingToSend(session, state, row, included) : prepared.error,
    );
  for (const name of [input.by, input.second]) if (name !== null) keepName(session, name);
  const item = prepared.value;
  const content = { kind: 'changes', ...linesContent(item.lines) } as const;
  const sealed = await sealItem(context, session, row, item, content, by, input.file);
  if (!sealed.ok) return sealed;
  return done({
    receipt: {
      to: row.code,
      stream: item.stream,
      seq: item.seq,
      headerId: sealed.value.headerId,
      bytes: sealed.value.bytes,
      records: item.records,
      lines: item.lines.length,
      fileName: input.file.name,
    },
    manifest: gate ? manifestOf(gate) : emptyManifest(row.code, input.purpose),
  });
}

/** All that may go there has arrived there, or is kept by others, and nothing was written into it here: each agency passes on its own. */
function nothingToSend(
  session: Session,
  state: OperationState,
  row: PartnerRow,
  included: readonly { readonly id: string }[],
) {
  const mine = new Set(
    session.states
      .rows(state.id)
      .filter((r) => r.owner === session.card.agency)
      .map((r) => r.id),
  );
  return included.some((r) => mine.has(r.id))
    ? refusal(
        'nothing-new',
        row.code,
        'this agency has acknowledged everything it may see; a full file can be made, which repeats all of it',
      )
    : refusal('nothing-released', row.code, 'nothing that this agency keeps or wrote may go to this agency');
}

export const exportHandlers: HandlersOf<
  | 'exchange.preview'
  | 'exchange.manifest'
  | 'exchange.seal'
  | 'exchange.export'
  | 'exchange.box'
  | 'dump'
  | 'audit.verify'
> = {
  'exchange.preview': (context, { operation, to }) =>
    withOperation(context, operation, (state, session) => {
      const row = session.store.partners.get(to);
      if (!row) return notFound(to);
      const released = releaseInFile(session, state, row, 'joint_operation');
      if (!released.ok) return refuse(released.error);
      const { gate } = released.value;
      const kinds = new Map<string, number>();
      for (const r of gate.included) kinds.set(r.kind, (kinds.get(r.kind) ?? 0) + 1);
      return done({
        recipient: { agencyId: row.agencyId, code: row.code, name: row.name },
        included: [...kinds].map(([kind, count]) => ({ kind, count })),
        includedTotal: gate.included.length,
        ...withheldItems(state, gate),
        marking: marking(gate),
        personal: gate.personal,
        secondApprover: gate.needsSecondApprover,
        // Findings about releases to others say nothing about this one; what they hold back stays here by the gate itself.
        findings: state.findings.filter((f) => concernsReleaseTo(state, f, row.code)).map((f) => findingView(state, f)),
      });
    }),
  'exchange.manifest': (context, { operation, to, purpose }) =>
    withOperation(context, operation, (state, session) => {
      const row = partnerBy(session, to);
      const released = row ? releaseInFile(session, state, row, purpose) : releaseTo(session, state, to, null, purpose);
      return released.ok ? done(manifestOf(released.value.gate)) : refuse(released.error);
    }),
  'exchange.seal': async (context, { operation, to, ...input }) =>
    await withOperation(context, operation, async (state, session) => {
      const row = partnerBy(session, to);
      return row
        ? await sealFor(context, state, session, row, input)
        : refuse(
            refusal(
              'unknown-partner',
              to,
              'no verified agency of this name is known here; read its card with "keys trust" first',
            ),
          );
    }),
  'exchange.export': async (context, { operation, to, file, by, second, full }) =>
    await withOperation(context, operation, async (state, session) => {
      const row = session.store.partners.get(to);
      if (!row) return notFound(to);
      const released = releaseInFile(session, state, row, 'joint_operation');
      if (released.ok && released.value.gate.needsSecondApprover && (second === null || isSamePerson(by, second)))
        return refuse(
          refusal(
            'R-HAN-12',
            row.code,
            'this release is RESTRICTED or holds personal data: a second person must approve it',
          ),
        );
      const reply = await sealFor(context, state, session, row, {
        purpose: 'joint_operation',
        file,
        by,
        second,
        full,
      });
      return reply.ok ? done(reply.value.receipt) : reply;
    }),
  'exchange.box': (context, { first, count }) =>
    withSession(context, (session) => {
      const { total, items } = session.store.exchange.box(first, count);
      const partners = new Map(session.store.partners.list().map((p) => [p.agencyId, p]));
      return done({
        total,
        items: items.map((i) => ({
          at: i.at,
          direction: i.direction,
          agencyCode: partners.get(i.agency)?.code ?? '?',
          agencyName: partners.get(i.agency)?.name ?? '',
          seq: i.seq,
          bytes: i.bytes,
          records: i.records,
          state: i.state === 'prepared' ? 'sealed' : i.state === 'assumed' ? 'acknowledged' : i.state,
        })),
      });
    }),
  dump: (context, { releasedTo }) =>
    withSession(context, (session) => {
      if (releasedTo === null) return done({ records: session.store.read.dump() });
      const row = partnerBy(session, releasedTo);
      return row ? done({ records: session.store.read.dump({ releasedTo: row.agencyId }) }) : notFound(releasedTo);
    }),
  'audit.verify': (context) =>
    withSession(context, (session) => {
      const broken = session.store.audit.verify();
      if (broken)
        return refuse(
          refusal(
            'audit-broken',
            `entry ${broken.brokenAt}`,
            'the chain of the log is broken here: it was altered outside Liaison',
          ),
        );
      const [newest] = session.store.audit.list(null, 1);
      return done({ entries: newest?.n ?? 0, head: newest?.id ?? '' });
    }),
};
