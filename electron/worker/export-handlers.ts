import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import type { PartnerRow } from '#db/store-types.ts';
import { seal } from '#electron/exchange-file/seal.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { layout } from '../files/workspace-folder.ts';
import { fromBase64Url } from '#shared/exchange/base64url.ts';
import type { Finding } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import {
  done,
  failed,
  type HandlersOf,
  notFound,
  refuse,
  withOperation,
  withSession,
  type WorkerContext,
} from './context.ts';
import { cardOf, partnerBy } from './partner-handlers.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import { manifestOf, marking, releaseTo, withheldItems } from './release-views.ts';
import type { FileRef, RequestOut } from './requests.ts';
import type { Session } from './session.ts';
import { findingView } from './views/finding-views.ts';
import { type OperationState } from './views/state.ts';

/** Newest model of records this version writes and understands. */
export const MODEL = 2;
/** Oldest model that may read what this one writes: what it does not know yet it keeps, and applies after its update. */
const OLDEST_READER = 1;

const untrusted = (row: PartnerRow) =>
  refuse(
    refusal(
      'unverified-partner',
      row.code,
      row.trust === 'revoked'
        ? 'this agency was revoked; nothing is sealed for it'
        : 'compare the 60 digits with this agency first; nothing is sealed for an agency that was not verified',
    ),
  );

/** A finding at the gate `release` whose subject is a release to this agency. */
function concernsReleaseTo(state: OperationState, finding: Finding, agency: string): boolean {
  if (finding.gate !== 'release') return false;
  const release = state.facts.releases.get(finding.subject.split('/')[0] ?? '');
  return release?.to === agency;
}

function canWriteBeside(file: string): boolean {
  try {
    accessSync(path.dirname(file), constants.W_OK);
    return statSync(path.dirname(file)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * A crash between taking a place in the stream and noting the sealed file leaves the place taken, and every later export refused. Nothing
 * of such a file ever left the workspace, so its copy is removed and the place given back before it is used again.
 */
function giveBackUnsealed(session: Session, row: PartnerRow, by: string): void {
  const { outbox } = layout(session.dir);
  const items = session.store.exchange.outbox();
  const unsealed = items.filter((item) => item.state === 'prepared' && item.to === row.agencyId);
  if (unsealed.length === 0) return;
  const known = new Set(items.flatMap((item) => item.path ?? []));
  for (const name of readdirSync(outbox)) if (!known.has(name)) rmSync(path.join(outbox, name), { force: true });
  for (const item of unsealed) session.store.exchange.cancelPrepared(item.outbox, by);
}

async function sealFor(
  context: WorkerContext,
  state: OperationState,
  session: Session,
  row: PartnerRow,
  input: { readonly purpose: string; readonly file: FileRef; readonly by: string; readonly second: string | null },
): Promise<Reply<RequestOut<'exchange.seal'>>> {
  if (row.trust !== 'trusted') return untrusted(row);
  if (existsSync(input.file.path) && path.extname(input.file.path) !== '.jxb')
    return refuse(refusal('file-exists', input.file.name, 'a file of this name exists; choose another name'));
  if (input.second !== null && isSamePerson(input.by, input.second))
    return refuse(refusal('R-HAN-12', row.code, 'the second approver must be another person'));
  // Asked before anything is laid down: a file that is sealed counts as sent, whether or not it reached the place asked for.
  if (!canWriteBeside(input.file.path))
    return refuse(
      refusal('place-unwritable', input.file.name, 'no file can be written in this folder; choose another place'),
    );
  const released = releaseTo(session, state, row.code, row, input.purpose);
  if (!released.ok) return refuse(released.error);
  const { gate } = released.value;
  if (gate.included.length === 0)
    return refuse(refusal('nothing-released', row.code, 'nothing of this operation may go to this agency'));
  const by = tokenOf(session, input.by);
  giveBackUnsealed(session, row, by);
  const prepared = session.store.exchange.prepareRelease({
    to: row.agencyId,
    by,
    second: input.second === null ? null : tokenOf(session, input.second),
    purpose: input.purpose,
    items: gate.included.map((r) => ({ rec: r.id, fields: r.fields })),
    minusAcknowledged: false,
  });
  if (!prepared.ok) return refuse(prepared.error);
  for (const name of [input.by, input.second]) if (name !== null) keepName(session, name);
  const item = prepared.value;
  const giveUp = (reply: ReturnType<typeof refuse>) => {
    session.store.exchange.cancelPrepared(item.outbox, by);
    return reply;
  };
  // Everything that may go there is kept by others, and nothing was written into it here: each agency passes on its own.
  if (item.lines.length === 0)
    return giveUp(
      refuse(refusal('nothing-released', row.code, 'nothing that this agency keeps or wrote may go to this agency')),
    );
  const hash = createHash('sha256');
  for (const line of item.lines) hash.update(fromBase64Url(line.id) ?? new Uint8Array());
  const sealed = await seal({
    fields: {
      stream: item.stream,
      seq: item.seq,
      prev: item.prev,
      restart: item.restart,
      model: MODEL,
      min: OLDEST_READER,
      acks: [...session.store.exchange.acksFor(row.agencyId)].map((a) => ({ ...a, later: [...a.later] })),
      audit: session.store.audit.head(),
    },
    content: { kind: 'changes', lines: item.lines.map((l) => l.text), ids: new Uint8Array(hash.digest()) },
    from: session.card.agency,
    identity: session.identity,
    recipientCard: cardOf(row),
    now: context.now(),
    signal: context.signal,
  });
  if (!sealed.ok) return giveUp(refuse(sealed.error));
  // The copy in the outbox is the file of record; the one the person asked for is a copy of it.
  const kept = `${randomBytes(12).toString('hex')}.jxb`;
  writeAtomically(path.join(layout(session.dir).outbox, kept), sealed.value.file);
  const stored = session.store.exchange.storeSealed({
    outbox: item.outbox,
    headerId: sealed.value.headerId,
    fileHash: sha256(sealed.value.file),
    bytes: sealed.value.file.length,
    path: kept,
  });
  if (!stored.ok) return refuse(stored.error);
  try {
    writeAtomically(input.file.path, sealed.value.file);
  } catch {
    return failed({
      kind: 'failed',
      code: 'copy-failed',
      place: input.file.name,
      reason: `the file is sealed as number ${item.seq} and kept as ${kept} in the outbox of the workspace, but could not be written to the place asked for; copy it from there`,
      details: [],
    });
  }
  return done({
    receipt: {
      to: row.code,
      stream: item.stream,
      seq: item.seq,
      headerId: sealed.value.headerId,
      bytes: sealed.value.file.length,
      records: item.records,
      lines: item.lines.length,
      fileName: input.file.name,
    },
    manifest: manifestOf(gate),
  });
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
      const released = releaseTo(session, state, row.code, row, 'joint_operation');
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
      const released = releaseTo(session, state, row?.code ?? to, row, purpose);
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
  'exchange.export': async (context, { operation, to, file, by, second }) =>
    await withOperation(context, operation, async (state, session) => {
      const row = session.store.partners.get(to);
      if (!row) return notFound(to);
      const released = releaseTo(session, state, row.code, row, 'joint_operation');
      if (released.ok && released.value.gate.needsSecondApprover && (second === null || isSamePerson(by, second)))
        return refuse(
          refusal(
            'R-HAN-12',
            row.code,
            'this release is RESTRICTED or holds personal data: a second person must approve it',
          ),
        );
      const reply = await sealFor(context, state, session, row, { purpose: 'joint_operation', file, by, second });
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
