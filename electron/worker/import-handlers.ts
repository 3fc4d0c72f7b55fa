import type { FileIn, Received } from '#db/store-exchange.ts';
import { exchangeCrypto, verifyAhead } from '#electron/keys/ed25519.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { inspectOutside, open, type OpenedFile } from '#electron/exchange-file/open.ts';
import { fromBase64Url } from '#shared/exchange/base64url.ts';
import type { Ed25519 } from '#shared/exchange/crypto.ts';
import { type AgencyCard, keyBytes, readCard } from '#shared/exchange/card.ts';
import { CARD_MAGIC } from '#shared/exchange/container.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { recordsToPlan, type RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { VerifyLine } from '#shared/sync/sorting.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import { signatureInput } from '#shared/sync/line-id.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import type { Reply } from '#shared/contract/call.ts';
import type { ChangeItem, VerifiedFile } from '#shared/contract/exchange.ts';
import { readLimited } from '../files/read-limited.ts';
import { committed, done, type HandlersOf, refuse, withSession, type WorkerContext } from './context.ts';
import { MODEL } from './export-handlers.ts';
import { cardOf, fingerprintOf } from './partner-handlers.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import type { FileRef, RecordOutcome } from './requests.ts';
import type { Session } from './session.ts';

type Opened = OpenedFile<ParsedLine>;

type KeysOf = (agency: string) => ReadonlyMap<string, Uint8Array>;

/** Station keys on the card of each agency that may speak, by key id; looked up once per file. */
function stationKeys(session: Session): KeysOf {
  const known = new Map<string, ReadonlyMap<string, Uint8Array>>();
  return (agency) => {
    const before = known.get(agency);
    if (before) return before;
    const card = agency === session.card.agency ? session.card : cardFor(session, agency);
    const made = new Map(
      (card?.body.stations ?? []).flatMap((s) => s.keys.map((k) => [keyId(sha256, keyBytes(k)), keyBytes(k)] as const)),
    );
    known.set(agency, made);
    return made;
  };
}

/** A file is looked at and then accepted: what was worked out about its signatures is kept for the second time, for one file. */
const lastSigned = new WeakMap<Session, { readonly fileHash: string; readonly isSigned: Ed25519['verify'] }>();

/**
 * Whether a line is signed by a station key on the card of its author; revoked keys no longer speak. The signatures of the
 * file are verified ahead, side by side; this only says which of them count.
 */
async function lineVerifier(session: Session, { lines, fileHash }: Opened): Promise<VerifyLine> {
  const keysOf = stationKeys(session);
  const everyKey = new Map(
    [session.card.agency, ...session.store.partners.list().map((p) => p.agencyId)].flatMap((a) => [...keysOf(a)]),
  );
  const signed = lines.flatMap(({ line, text }) => {
    const sig = 'sig' in line ? line.sig : null;
    const publicKey = sig && everyKey.get(sig[0]);
    const signature = sig && fromBase64Url(sig[1]);
    return publicKey && signature ? [{ publicKey, message: signatureInput(text), signature }] : [];
  });
  const before = lastSigned.get(session);
  const isSigned = before?.fileHash === fileHash ? before.isSigned : await verifyAhead(signed);
  lastSigned.set(session, { fileHash, isSigned });
  return (id, bytes, signature, author) => {
    const key = keysOf(author).get(id);
    return key !== undefined && !session.store.partners.isRevokedKey(author, id) && isSigned(key, bytes, signature);
  };
}

function cardFor(session: Session, agency: string): AgencyCard | null {
  const row = session.store.partners.get(agency);
  return row && row.trust === 'trusted' ? cardOf(row) : null;
}

interface Received1to5 {
  readonly opened: Opened;
  readonly file: FileIn;
  readonly bytes: number;
}

/** Steps 1 to 5 of the import: read within limits, decrypt, verify, unpack, parse. Nothing is stored. */
async function openFile(
  context: WorkerContext,
  session: Session,
  file: FileRef,
): Promise<Result<Received1to5, Refusal>> {
  const bytes = readLimited(file.path, file.name, LIMITS.armored);
  if (!bytes.ok) return bytes;
  const opened = await open<ParsedLine>(bytes.value, {
    keys: session.identity.decryptionKeys(),
    self: session.card.agency,
    lookup: (agency) => {
      const row = session.store.partners.get(agency);
      return row ? { card: cardOf(row), trust: row.trust } : null;
    },
    readLine: (line) => {
      const parsed = parseWithId(line, sha256);
      return parsed.ok ? ok(parsed.value) : err({ rule: parsed.error.rule });
    },
    model: MODEL,
    now: context.now(),
    signal: context.signal,
  });
  if (!opened.ok) return opened;
  const { header, headerId, headerBytes, signature, fileHash, lineIds } = opened.value;
  if (header.kind !== 'changes')
    return err(
      refusal(
        'not-changes',
        file.name,
        'this file carries no changes of a plan; this version reads plan changes and agency cards',
      ),
    );
  return ok({
    opened: opened.value,
    bytes: bytes.value.length,
    file: {
      hash: fromBase64Url(fileHash) ?? new Uint8Array(),
      from: header.from.agency,
      station: header.from.station,
      stream: header.stream,
      seq: header.seq,
      prev: header.prev,
      restart: header.restart,
      headerId,
      header: headerBytes,
      signature,
      ids: lineIds,
      bytes: bytes.value.length,
    },
  });
}

const isCard = (bytes: Uint8Array): boolean => CARD_MAGIC.every((byte, i) => bytes[i] === byte);

/** What the lines of a file say about a record, enough to name it in a list before anything is stored. */
function namesInFile(lines: readonly ParsedLine[]): ReadonlyMap<string, Readonly<Record<string, Wire>>> {
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
const LABELS = ['title', 'codeName', 'name', 'nameEn', 'titleEn', 'codeWord', 'what', 'about', 'reference'] as const;
const textOf = (value: Wire | undefined): string => (typeof value === 'string' ? value : '');

function changeList(
  session: Session,
  received: Received,
  names: ReadonlyMap<string, Readonly<Record<string, Wire>>>,
): (ChangeItem & { readonly rec: string })[] {
  return received.changes.map((c) => {
    const fields = { ...session.store.read.record(c.rec)?.fields, ...names.get(c.rec) };
    const label = LABELS.map((name) => textOf(fields[name])).find((t) => t !== '') ?? '';
    return {
      rec: c.rec,
      kind: c.kind,
      code: textOf(fields['code']),
      label: label.slice(0, 200),
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

const stopped = (state: 'fork' | 'suspended', code: string): Refusal =>
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
function markingOf(lines: readonly ParsedLine[]): VerifiedFile['marking'] {
  const kinds = new Map(lines.flatMap(({ line, idText }) => (line.type === 'n' ? [[idText, line] as const] : [])));
  const rows: RecordRow[] = [...namesInFile(lines)].flatMap(([id, fields]) => {
    const created = kinds.get(id);
    return created ? [{ id, kind: created.kind, owner: created.owner, fields }] : [];
  });
  if (!rows.some((r) => r.kind === 'operation')) return null;
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
    lines: 0,
    bytes: bytes.length,
    counts: NO_COUNTS,
    changes: [],
    operations: [],
    marking: null,
    findingsAfter: null,
  });
}

async function verify(context: WorkerContext, session: Session, file: FileRef): Promise<Reply<VerifiedFile>> {
  const outside = readLimited(file.path, file.name, LIMITS.armored);
  if (outside.ok && isCard(outside.value)) return seenCard(session, outside.value);
  const read = await openFile(context, session, file);
  if (!read.ok) return refuse(read.error);
  const { opened, bytes } = read.value;
  const sender = opened.sender;
  const base = {
    sender: {
      agencyId: sender.agency,
      code: sender.body.code,
      name: sender.body.name,
      fingerprint: fingerprintOf(sender),
      trust: 'trusted' as const,
    },
    created: opened.header.created,
    seq: opened.header.seq,
    lines: opened.lines.length,
    bytes,
    operations: [...namesInFile(opened.lines)].flatMap(([, f]) =>
      textOf(f['codeName']) ? [{ code: textOf(f['code']) || '?', codeName: textOf(f['codeName']) }] : [],
    ),
    marking: markingOf(opened.lines),
    findingsAfter: null,
  };
  const standing = session.store.exchange.standing(read.value.file);
  if (standing.state === 'already-imported')
    return done({ ...base, state: 'already-imported', gap: false, counts: NO_COUNTS, changes: [] });
  if (standing.state !== 'new') return refuse(stopped(standing.state, sender.body.code));
  const preview = session.store.exchange.previewReceived(
    read.value.file,
    opened.lines,
    await lineVerifier(session, opened),
  );
  if (!preview.ok) return refuse(preview.error);
  const names = namesInFile(opened.lines);
  const changes = changeList(session, preview.value, names).map(({ rec: _rec, ...item }) => item);
  return done({
    ...base,
    state: 'new',
    gap: standing.gap,
    counts: counts(preview.value),
    changes: changes.slice(0, 2_000),
  });
}

async function accept(
  context: WorkerContext,
  session: Session,
  file: FileRef,
  by: string,
): Promise<Reply<{ received: Received; opened: Opened; items: readonly (ChangeItem & { readonly rec: string })[] }>> {
  const read = await openFile(context, session, file);
  if (!read.ok) return refuse(read.error);
  const { opened } = read.value;
  const code = opened.sender.body.code;
  const applied = session.store.exchange.applyReceived(
    read.value.file,
    opened.lines,
    await lineVerifier(session, opened),
    tokenOf(session, by),
  );
  if (!applied.ok) return refuse(applied.error);
  const received = applied.value;
  if (received.state === 'fork' || received.state === 'suspended') return refuse(stopped(received.state, code));
  if (received.state === 'accepted') {
    // Only now: refused, or taken a second time, changes not a byte, not even by the name of the person who tried.
    keepName(session, by);
    session.store.exchange.receiveAcks(opened.header.from.agency, opened.header.acks);
    committed(context, session, received.operations, received.touched, 'received');
  }
  return done({ received, opened, items: changeList(session, received, namesInFile(opened.lines)) });
}

const receipt = (received: Received, opened: Opened) => ({
  state: received.state === 'already-imported' ? ('already-imported' as const) : ('accepted' as const),
  from: opened.sender.body.code,
  seq: opened.header.seq,
  counts: received.state === 'already-imported' ? NO_COUNTS : counts(received),
  operations: [...received.operations],
});

export const importHandlers: HandlersOf<
  'exchange.inspect' | 'exchange.verify' | 'exchange.accept' | 'exchange.acceptFile'
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
  'exchange.verify': async (context, { file }) =>
    await withSession(context, (session) => verify(context, session, file)),
  'exchange.accept': async (context, { file, by }) =>
    await withSession(context, async (session) => {
      const reply = await accept(context, session, file, by);
      return reply.ok ? done(receipt(reply.value.received, reply.value.opened)) : reply;
    }),
  'exchange.acceptFile': async (context, { file, by }) =>
    await withSession(context, async (session) => {
      const reply = await accept(context, session, file, by);
      if (!reply.ok) return reply;
      const { received, opened, items } = reply.value;
      const records: readonly RecordOutcome[] = items.map((i) => ({
        record: i.rec,
        kind: i.kind,
        code: i.code,
        outcome: i.what,
        fields: i.fields,
      }));
      return done({ receipt: receipt(received, opened), records });
    }),
};
