import type { Received } from '#db/store-exchange.ts';
import type { HouseFile } from '#db/exchange/house.ts';
import type { PartnerRow } from '#db/store-types.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { openCard } from '#electron/exchange-file/own-card.ts';
import { compareLevel } from '#shared/domain/handling/marking.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { type AgencyCard, keyBytes, readCard } from '#shared/exchange/card.ts';
import { frontOf, MAGIC } from '#shared/exchange/container.ts';
import { HEADER_TYPE, preAuthEncoding } from '#shared/exchange/dsse.ts';
import { type Header, parseHeader } from '#shared/exchange/header.ts';
import { headerId, keyId } from '#shared/exchange/ids.ts';
import { type House, type HousePartner, type HouseProof, idsOf } from '#shared/exchange/house.ts';
import { LEVELS, type Level } from '#shared/model/vocabulary.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { ok, type Result } from '#shared/result/result.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import type { WorkerContext } from './context.ts';
import { cardOf } from './cards.ts';
import { decidedOf, noteDecided } from './decisions.ts';
import type { ReceivedHouse } from './house-file.ts';
import { keepCard } from './key-handlers.ts';
import { STANDARD_CEILING, takeCard } from './partner-handlers.ts';
import type { Session } from './session.ts';
import { keepAsk, ownAsk } from './station-keys.ts';
import { plainVerifier } from './signatures.ts';

/** What a station passes to the others of its agency, and what it takes from them. The lines of partners keep the proof they came with. */

const PEOPLE = 'person.';

/** A partner's row that was the empty workspace of what is a station of ours now. */
const isStation = ({ card }: Session, row: PartnerRow): boolean => {
  const ids = new Set(cardOf(row).body.stations.map((s) => s.id));
  return card.body.stations.some((s) => ids.has(s.id));
};

/** Our own agency in the place of a recipient: files for the other stations are sealed to its card like any other. */
export const ownRow = ({ card }: Session): PartnerRow => ({
  agencyId: card.agency,
  code: card.body.code,
  name: card.body.name,
  card: card.file,
  cardId: card.id,
  serial: card.body.serial,
  trust: 'trusted',
  verified: null,
  ceiling: null,
  suspended: false,
});

/** What this station passes on beside its lines, as it stands at `now` (UTC ms). */
export function houseFacts(session: Session, files: readonly HouseFile[], now: number): House {
  const ask = ownAsk(session, now);
  return {
    card: session.card.file,
    partners: session.store.partners
      .list()
      .filter((p) => !isStation(session, p))
      .map((p) => ({
        card: p.card,
        trust: p.trust,
        verified: p.verified && { by: p.verified.by, second: p.verified.second, how: p.verified.how },
        ceiling: p.ceiling,
        ...(decidedOf(session, p.agencyId) > 0 ? { decided: decidedOf(session, p.agencyId) } : {}),
      })),
    people: session.store.settings.list(PEOPLE).map(({ key, value }) => ({ token: key, name: value })),
    files: files.map(({ header, signature, ids, bytes }) => ({ header, signature, ids, bytes })),
    ...(ask ? { asks: [ask] } : {}),
  };
}

/** Short hashes of what the other stations have: passed on from here, or come from one of them. */
const NEWS = 'stations.news';
const MARK_CHARS = 12;
const mark = (...parts: readonly (string | null)[]): string =>
  toBase64Url(sha256(new TextEncoder().encode(JSON.stringify(parts)))).slice(0, MARK_CHARS);
/** One mark for each fact, so that two stations which know the same pass nothing to and fro. */
const marksOf = ({ card, partners, people, asks = [] }: House): readonly string[] => [
  mark('card', toBase64Url(sha256(card))),
  ...partners.map(({ card: theirs, trust, verified: v, ceiling, decided }) =>
    mark(
      'partner',
      toBase64Url(sha256(theirs)),
      trust,
      ceiling,
      ...(v ? [v.by, v.second, v.how] : []),
      ...(decided === undefined ? [] : [String(decided)]),
    ),
  ),
  ...people.map(({ token, name }) => mark('person', token, name)),
  ...asks.map(({ station, encryption, signing }) => mark('ask', station, encryption?.recipient ?? null, signing)),
];
const knownMarks = ({ store }: Session): ReadonlySet<string> =>
  new Set((store.settings.get(NEWS) ?? '').match(/.{12}/g) ?? []);

/** Whether there is a card, a partner, a name or an ask that the other stations were not given. */
export function hasNews(session: Session, house: House): boolean {
  const known = knownMarks(session);
  return !marksOf(house).every((m) => known.has(m));
}
/** From here on the other stations have these facts: `passed` by this one, or `received` from one of them. */
export function noteNews(session: Session, house: House, way: 'passed' | 'received'): void {
  const known = knownMarks(session);
  const marks = marksOf(house);
  if (way === 'received' && marks.every((m) => known.has(m))) return;
  session.store.settings.set(NEWS, [...(way === 'passed' ? marks : new Set([...known, ...marks]))].join(''));
}

/**
 * Takes over what another station decided and received: the newer card, partners it trusts or no longer trusts, names of people, and the
 * files of partners, each as if it had come from its sender. May be repeated; each file is one transaction. `isNew`: the file was not
 * taken in before.
 */
export function applyHouse(
  context: WorkerContext,
  before: Session,
  { house, byId, from }: ReceivedHouse,
  isNew: boolean,
): readonly Received[] {
  // An older card than ours says nothing new.
  const card = takeOwnCard(context, before, house.card);
  const session = card.ok ? card.value.session : before;
  for (const partner of house.partners) takePartner(session, partner);
  for (const { token, name } of house.people)
    if (session.store.settings.get(PEOPLE + token) === null) session.store.settings.set(PEOPLE + token, name);
  for (const ask of house.asks ?? []) {
    // A station speaks for its own keys: a sibling that asks in its name could read and sign in its place.
    if (ask.station === from.station) keepAsk(session, ask, from);
    else if (isNew)
      session.store.audit.append({
        act: 'station.ask.refused',
        by: '-',
        ids: { station: ask.station, from: from.station, key: from.key },
      });
  }
  noteNews(session, house, 'received');
  return house.files.flatMap((file) => takeFile(session, file, byId));
}

/** A newer card of our own agency, signed by the root key known here, is believed at once. Codes: those of `verifyCard`. */
export function takeOwnCard(
  context: WorkerContext,
  session: Session,
  bytes: Uint8Array,
): Result<{ readonly session: Session; readonly isNew: boolean }, Refusal> {
  const checked = openCard(bytes, session.card);
  if (!checked.ok) return checked;
  if (checked.value.standing === 'same') return ok({ session, isNew: false });
  const { card } = checked.value;
  const place = card.body.stations.find((s) => s.id === session.identity.stationId);
  const identity = session.identity.withKeysOfCard(place?.keys ?? []);
  const renewed = { ...session, identity, card };
  const [before, after] = [ownAsk(session, context.now()), ownAsk(renewed, context.now())];
  keepCard(session, identity, card);
  if (before && JSON.stringify(before) !== JSON.stringify(after))
    session.store.audit.append({
      act: 'station.renewed',
      by: '-',
      ids: { card: card.id, stationKey: identity.stationKeyId },
      counts: { serial: card.body.serial },
    });
  context.session.current = renewed;
  return ok({ session: renewed, isNew: true });
}

const isLevel = (text: string): text is Level => (LEVELS as readonly string[]).includes(text);

/**
 * One agency compares digits once: what two officers confirmed at one station counts at the others, and so does what was revoked. What was
 * decided anew counts as often as it was; of two words decided as often the stricter counts.
 */
function takePartner(session: Session, partner: HousePartner): void {
  const known = readCard(partner.card, exchangeCrypto);
  if (!known.ok) return;
  const [theirs, ours] = [partner.decided ?? 0, decidedOf(session, known.value.agency)];
  const isLater = theirs > ours;
  const taken = takeCard(session, partner.card, isLater);
  // A station keeps the newest card it knows; an older one adds nothing, and neither does one that does not follow.
  const row = taken.ok ? session.store.partners.get(taken.value.agencyId) : null;
  if (!row || theirs < ours) return;
  const { agencyId } = row;
  const ceiling = partner.ceiling !== null && isLevel(partner.ceiling) ? partner.ceiling : STANDARD_CEILING;
  const isStricter = row.trust === 'trusted' && compareLevel(ceiling, row.ceiling ?? STANDARD_CEILING) < 0;
  if (partner.trust === 'revoked' && row.trust !== 'revoked')
    session.store.partners.revoke(agencyId, '-', 'revoked at another station');
  else if (partner.trust === 'pending' && row.trust === 'trusted' && isLater) {
    // Withdrawn there and not given again yet.
    session.store.partners.revoke(agencyId, '-', 'revoked at another station');
    session.store.partners.enrolAgain(agencyId);
  } else if (partner.trust === 'trusted' && partner.verified && (row.trust === 'pending' || isLater || isStricter))
    session.store.partners.trust({ agencyId, ...partner.verified, ceiling });
  if (isLater) noteDecided(session, agencyId, theirs);
}

/** Stands for the bytes of a file that only a sibling had. */
const hashOfPassed = ({ header, signature }: Pick<HouseProof, 'header' | 'signature'>): Uint8Array =>
  sha256(header, signature);
/** Whether it came here by a sibling, which has it. */
export const isPassed = (file: HouseFile): boolean => Buffer.from(file.hash).equals(hashOfPassed(file));

/** The file of a partner, proved by its signed header: empty when it is known, or nothing here proves it. */
function takeFile(session: Session, file: HouseProof, byId: ReadonlyMap<string, ParsedLine>): readonly Received[] {
  const header = parseHeader(file.header);
  if (!header.ok || header.value.to !== session.card.agency || !isProved(session, file, header.value)) return [];
  const id = headerId(sha256, file.header);
  if (session.store.desk.hasHeader(id)) return [];
  const { from, stream, seq, prev, restart, kind } = header.value;
  const lines = idsOf(file).flatMap((line) => byId.get(line) ?? []);
  const done = session.store.exchange.applyReceived(
    {
      // The bytes themselves were never here; by its header the sealed file is known should it come after all.
      hash: hashOfPassed(file),
      from: from.agency,
      station: from.station,
      stream,
      seq,
      prev,
      restart,
      headerId: id,
      header: file.header,
      signature: file.signature,
      ids: file.ids,
      bytes: file.bytes,
    },
    lines,
    plainVerifier(session),
    '-',
    { returned: kind === 'return' },
  );
  return done.ok && done.value.state === 'accepted' ? [done.value] : [];
}

/** Signed by a station key on the card of its sender, and the ids are those the header promises. */
function isProved(session: Session, file: HouseProof, header: Header): boolean {
  const row = session.store.partners.get(header.from.agency);
  const card: AgencyCard | null = row?.trust === 'trusted' ? cardOf(row) : null;
  const key = card?.body.stations
    .flatMap((s) => s.keys.map(keyBytes))
    .find((k) => keyId(sha256, k) === header.from.key);
  const signed = preAuthEncoding(HEADER_TYPE, frontOf(MAGIC, file.header));
  if (!key || !exchangeCrypto.ed25519.verify(key, signed, file.signature)) return false;
  const ops = header.sections.find((s) => s.name === 'ops');
  return ops === undefined ? file.ids.length === 0 : ops.ids === toBase64Url(sha256(file.ids));
}

/** Whether a key of the card is ours, so that the agency took this station in. */
export function isOnCard({ identity }: Session, card: AgencyCard): boolean {
  const key = toBase64Url(identity.stationPublicKey);
  const recipients = new Set(card.body.encryption.map((k) => k.recipient));
  return (
    card.body.stations.some((s) => s.id === identity.stationId && s.keys.includes(key)) &&
    identity.encryption.some((k) => recipients.has(k.recipient))
  );
}
