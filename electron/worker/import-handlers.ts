import type { Received } from '#db/store-exchange.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { inspectOutside } from '#electron/exchange-file/open.ts';
import { type AgencyCard, readCard } from '#shared/exchange/card.ts';
import { CARD_MAGIC } from '#shared/exchange/container.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { recordsToPlan, type RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Finding } from '#shared/model/plan.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { ok } from '#shared/result/result.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import type { Reply } from '#shared/contract/call.ts';
import {
  ACCEPTING,
  type AcceptReceipt,
  type ChangeItem,
  type FileSigner,
  type VerifiedFile,
} from '#shared/contract/exchange.ts';
import { readLimited } from '../files/read-limited.ts';
import { committed, done, type HandlersOf, refuse, withSession, type WorkerContext } from './context.ts';
import { labelOf, textOf } from './naming.ts';
import { applyHouse } from './house.ts';
import {
  cancelled,
  comesAs,
  forgetOpened,
  lookReceived,
  type Opened,
  openFile,
  openSigner,
  tryReceived,
  watchOf,
} from './opening.ts';
import { fingerprintOf, takeCard } from './partner-handlers.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import type { FileRef, RecordOutcome } from './requests.ts';
import type { Session } from './session.ts';

const isCard = (bytes: Uint8Array): boolean => CARD_MAGIC.every((byte, i) => bytes[i] === byte);

/** What the lines of a file say about a record, enough to name it in a list before anything is stored. */
type NamesInFile = ReadonlyMap<string, Readonly<Record<string, Wire>>>;
function namesInFile(lines: readonly ParsedLine[]): NamesInFile {
  const names = new Map<string, Record<string, Wire>>();
  for (const { line } of lines) {
    if (line.type !== 's') continue;
    const fields = names.get(line.rec) ?? {};
    if (!Object.hasOwn(fields, line.field))
      Object.defineProperty(fields, line.field, { value: line.value, enumerable: true });
    names.set(line.rec, fields);
  }
  return names;
}
function changeList(
  session: Session,
  received: Received,
  names: NamesInFile,
): (ChangeItem & { readonly rec: string })[] {
  return received.changes.map((c) => {
    const said = names.get(c.rec);
    // Of a record that came with the file, the file says all there is.
    const known = c.what === 'added' && said ? {} : session.store.read.record(c.rec)?.fields;
    const fields = { ...known, ...said };
    return {
      rec: c.rec,
      kind: c.kind,
      code: textOf(fields['code']),
      label: labelOf(fields),
      what: c.what,
      fields: [...c.fields],
    };
  });
}

const counts = ({ counts: c }: Received): VerifiedFile['counts'] => ({
  added: c.added,
  changed: c.changed,
  closed: c.closed,
  conflicts: c.conflicts,
  held: c.held,
  proposals: c.proposals,
  aside: c.aside,
});
const NO_COUNTS: VerifiedFile['counts'] = {
  added: 0,
  changed: 0,
  closed: 0,
  conflicts: 0,
  held: 0,
  proposals: 0,
  aside: 0,
};

export const stopped = (state: 'fork' | 'suspended', code: string): Refusal =>
  state === 'fork'
    ? refusal(
        'fork',
        code,
        'this agency sent two different files with the same number; nothing of it is taken until somebody here has decided',
      )
    : refusal(
        'suspended',
        code,
        'this agency is suspended after two different files with the same number; settle that first',
      );

/** The marking that the operation in this file carries, for the person who decides. */
function markingOf(lines: readonly ParsedLine[], names: NamesInFile): VerifiedFile['marking'] {
  // The marking stands in the record of the operation itself; the rest of the file need not be read as a plan for it.
  const rows: RecordRow[] = lines.flatMap(({ line, idText: id }) => {
    const fields = line.type === 'n' && line.kind === 'operation' ? names.get(id) : undefined;
    return line.type === 'n' && fields ? [{ id, kind: line.kind, owner: line.owner, fields }] : [];
  });
  if (rows.length === 0) return null;
  const { marking } = recordsToPlan(rows).plan.operation;
  return { tlp: marking.tlp, level: marking.level, handling: [...marking.handling] };
}

/** A partner's card is no exchange file: it is named, so that the window can offer to take it in. */
function seenCard(session: Session, bytes: Uint8Array): Reply<VerifiedFile> {
  const card = readCard(bytes, exchangeCrypto);
  if (!card.ok) return refuse(card.error);
  const { agency, body } = card.value;
  return done({
    state: 'card',
    sender: {
      agencyId: agency,
      code: body.code,
      name: body.name,
      fingerprint: fingerprintOf(card.value),
      trust: session.store.partners.get(agency)?.trust ?? 'unknown',
    },
    created: body.created,
    seq: null,
    gap: false,
    missing: [],
    lines: 0,
    bytes: bytes.length,
    counts: NO_COUNTS,
    changes: [],
    operations: [],
    marking: null,
    findingsAfter: null,
    signatures: 'checked',
  });
}

/** What a file is and would change. `look`: at once, of a large one before all its signatures are known. */
async function verify(
  context: WorkerContext,
  session: Session,
  file: FileRef,
  look: boolean,
): Promise<Reply<VerifiedFile>> {
  const outside = readLimited(file.path, file.name, LIMITS.armored);
  if (outside.ok && isCard(outside.value)) return seenCard(session, outside.value);
  const read = await openFile(context, session, file);
  if (!read.ok) return refuse(read.error);
  const { opened, bytes } = read.value;
  const sender = opened.sender;
  const names = namesInFile(opened.lines);
  const base = {
    sender: senderOf(sender),
    created: opened.header.created,
    seq: opened.header.seq,
    lines: opened.lines.length,
    bytes,
    operations: [...names].flatMap(([, f]) =>
      textOf(f['codeName']) ? [{ code: textOf(f['code']) || '?', codeName: textOf(f['codeName']) }] : [],
    ),
    marking: markingOf(opened.lines, names),
    findingsAfter: null,
  };
  const standing = session.store.exchange.standing(read.value.file);
  if (standing.state === 'already-imported')
    return done({
      ...base,
      state: 'already-imported',
      gap: false,
      missing: [],
      counts: NO_COUNTS,
      changes: [],
      signatures: 'checked',
    });
  if (standing.state !== 'new') return refuse(stopped(standing.state, sender.body.code));
  const seen = look ? await lookAt(context, session, read.value) : await tryAll(context, session, read.value);
  if (!seen.ok) return refuse(seen.error);
  const { received, signatures } = seen.value;
  if (!received.ok) return refuse(received.error);
  const changes = changeList(session, received.value, names).map(({ rec: _rec, ...item }) => item);
  return done({
    ...base,
    state: 'new',
    gap: standing.gap,
    missing: [...standing.missing],
    counts: counts(received.value),
    changes: changes.slice(0, 2_000),
    signatures,
  });
}
type Signatures = VerifiedFile['signatures'];
async function lookAt(...of: Parameters<typeof lookReceived>) {
  const seen = await lookReceived(...of);
  const signatures: Signatures = seen.ok && !seen.value.checked ? 'checking' : 'checked';
  return seen.ok ? ok({ received: seen.value.received, signatures }) : seen;
}
async function tryAll(...of: Parameters<typeof tryReceived>) {
  const tried = await tryReceived(...of);
  const signatures: Signatures = tried.ok && tried.value.corrected ? 'corrected' : 'checked';
  return tried.ok ? ok({ received: tried.value.received, signatures }) : tried;
}

/** The signer alone, which is known long before what the file would change. Null: it is a card, or not for a quick answer. */
async function signer(context: WorkerContext, session: Session, file: FileRef): Promise<Reply<FileSigner | null>> {
  const bytes = readLimited(file.path, file.name, LIMITS.armored);
  if (!bytes.ok) return refuse(bytes.error);
  if (isCard(bytes.value)) return done(null);
  const signed = await openSigner(context, session, bytes.value);
  if (!signed.ok) return refuse(signed.error);
  const { sender, header, standing } = signed.value;
  return done({
    sender: senderOf(sender),
    created: header.created,
    seq: header.seq,
    gap: standing.state === 'new' && standing.gap,
    missing: standing.state === 'new' ? [...standing.missing] : [],
    lines: header.sections.reduce((sum, section) => sum + (section.name === 'ops' ? (section.lines ?? 0) : 0), 0),
    bytes: bytes.value.length,
  });
}
const senderOf = (sender: AgencyCard) => ({
  agencyId: sender.agency,
  code: sender.body.code,
  name: sender.body.name,
  fingerprint: fingerprintOf(sender),
  trust: 'trusted' as const,
});

/** Files with fewer lines are in before a person could read how far they are. */
const WORTH_TELLING = 10_000;
const tellAccepting =
  ({ emit }: WorkerContext, lines: number) =>
  (share: number): void => {
    if (lines >= WORTH_TELLING)
      emit('progress', {
        job: ACCEPTING,
        step: ACCEPTING,
        done: Math.round(share * lines),
        total: lines,
        ended: share === 1,
      });
  };

interface Accepted {
  readonly received: Received;
  readonly opened: Opened;
  readonly breaks: AcceptReceipt['breaks'];
}

/** Takes a file in: the one way, whether a person chose it or it lay in the folder of a partner. */
export async function accept(
  context: WorkerContext,
  session: Session,
  file: FileRef,
  by: string,
): Promise<Reply<Accepted>> {
  const read = await openFile(context, session, file);
  if (!read.ok) return refuse(read.error);
  const { opened } = read.value;
  const code = opened.sender.body.code;
  const verifier = await read.value.signatures.verifier(watchOf(context));
  if (!verifier) return refuse(cancelled);
  const before = findingsNow(session, opened.lines);
  const { exchange } = session.store;
  const tell = tellAccepting(context, opened.lines.length);
  let applied: ReturnType<typeof exchange.applyReceived>;
  try {
    const more = { ...comesAs(opened), progress: tell };
    applied = exchange.applyReceived(read.value.file, opened.lines, verifier, tokenOf(session, by), more);
  } finally {
    tell(1);
  }
  // Its lines are in the store, or it will not be taken: nothing more is asked of what was opened.
  forgetOpened(session.store);
  if (!applied.ok) return refuse(applied.error);
  const received = applied.value;
  if (received.state === 'fork' || received.state === 'suspended') return refuse(stopped(received.state, code));
  let breaks: AcceptReceipt['breaks'] = [];
  // Also when the file itself is known: what it passes on may have been cut off by a crash, and is taken once.
  const passed = read.value.house ? applyHouse(context, session, read.value.house, received.state === 'accepted') : [];
  for (const { operations, touched } of passed) committed(context, session, operations, touched, 'received');
  if (received.state === 'accepted') {
    // Only now: refused, or taken a second time, changes not a byte, not even by the name of the person who tried.
    keepName(session, by);
    if (opened.card) takeCard(session, opened.card);
    committed(context, session, received.operations, received.touched, 'received');
    breaks = noteBreaches(session, received, before);
  }
  return done({ received, opened, breaks });
}

type Findings = ReadonlyMap<string, readonly Finding[]>;
const keyOf = ({ rule, subject }: Finding): string => `${rule} ${subject}`;
/** What the rules say, before a file is merged in, of each operation it speaks of. */
function findingsNow(session: Session, lines: readonly ParsedLine[]): Findings {
  const records = new Set(lines.flatMap(({ line }) => ('rec' in line ? [line.rec] : [])));
  return new Map(
    session.store.desk
      .operationsOf(records)
      .flatMap((id) => (session.states.get(id) ? [[id, session.states.get(id)?.findings ?? []]] : [])),
  );
}

/**
 * Two edits may each keep the rules and break them together (one person booked twice). The rules run again over the merged whole; what
 * they say now and did not say before is written down as a warning. An operation that is new here has no before.
 */
function noteBreaches(session: Session, received: Received, before: Findings): AcceptReceipt['breaks'] {
  const breaks: AcceptReceipt['breaks'] = [];
  for (const operation of received.operations) {
    const known = before.get(operation);
    if (known === undefined) continue;
    const said = new Set(known.map(keyOf));
    const fresh = (session.states.get(operation)?.findings ?? []).filter((f) => !said.has(keyOf(f)));
    const breaches = [...new Map(fresh.map((f) => [keyOf(f), f])).values()].map(({ rule, severity, subject }) => ({
      rule,
      severity,
      subject,
    }));
    session.store.desk.recordBreaches({ commit: received.step, operation, breaches });
    breaks.push(...breaches.map((b) => ({ operation, ...b })));
  }
  return breaks;
}

export const receipt = ({ received, opened, breaks }: Accepted): AcceptReceipt => ({
  state: received.state === 'already-imported' ? ('already-imported' as const) : ('accepted' as const),
  from: opened.sender.body.code,
  seq: opened.header.seq,
  missing: [...received.missing],
  recalled: received.counts.recalled,
  breaks,
  counts: received.state === 'already-imported' ? NO_COUNTS : counts(received),
  operations: [...received.operations],
});

export const importHandlers: HandlersOf<
  | 'exchange.inspect'
  | 'exchange.signer'
  | 'exchange.look'
  | 'exchange.verify'
  | 'exchange.accept'
  | 'exchange.acceptFile'
> = {
  'exchange.inspect': (_context, { file }) => {
    const bytes = readLimited(file.path, file.name, LIMITS.armored);
    if (!bytes.ok) return refuse(bytes.error);
    const seen = inspectOutside(bytes.value);
    if (!seen.ok) return refuse(seen.error);
    return done(
      seen.value.kind === 'card'
        ? { bytes: seen.value.bytes, format: 'agency card', armored: false, stanzas: [] }
        : {
            bytes: seen.value.bytes,
            format: 'age v1',
            armored: seen.value.armored,
            stanzas: [{ type: seen.value.recipients, count: seen.value.stanzas }],
          },
    );
  },
  'exchange.signer': async (context, { file }) =>
    await withSession(context, async (session) => signer(context, session, file)),
  'exchange.verify': async (context, { file }) =>
    await withSession(context, (session) => verify(context, session, file, false)),
  'exchange.look': async (context, { file }) =>
    await withSession(context, (session) => verify(context, session, file, true)),
  'exchange.accept': async (context, { file, by }) =>
    await withSession(context, async (session) => {
      const reply = await accept(context, session, file, by);
      return reply.ok ? done(receipt(reply.value)) : reply;
    }),
  'exchange.acceptFile': async (context, { file, by }) =>
    await withSession(context, async (session) => {
      const reply = await accept(context, session, file, by);
      if (!reply.ok) return reply;
      const { received, opened } = reply.value;
      const items = changeList(session, received, namesInFile(opened.lines));
      const records: readonly RecordOutcome[] = items.map((i) => ({
        record: i.rec,
        kind: i.kind,
        code: i.code,
        outcome: i.what,
        fields: i.fields,
      }));
      return done({ receipt: receipt(reply.value), records });
    }),
};
