import { encode } from 'uqr';
import type { PartnerRow } from '#db/store-types.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { openCard } from '#electron/exchange-file/own-card.ts';
import { type AgencyCard, keyBytes, readCard } from '#shared/exchange/card.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { verificationDigits, verificationQr } from '#shared/exchange/verification-digits.ts';
import type { Partner } from '#shared/contract/exchange.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { readLimited } from '../files/read-limited.ts';
import { done, type HandlersOf, notFound, refuse, withSession } from './context.ts';
import { cardOf } from './cards.ts';
import { decidedOf, noteDecided } from './decisions.ts';
import { applyAfterCard } from './opening.ts';
import { isSamePerson } from './people-tokens.ts';
import type { Session } from './session.ts';

/** What an agency may hold when nothing else was agreed at the trust ceremony. */
export const STANDARD_CEILING = 'INTERPOL RESTRICTED';

/** Short form of a root key for the eye: 80 bits as five groups of four hex digits. The full comparison is the 60 digits. */
export const fingerprintOf = (card: AgencyCard): string =>
  (
    Buffer.from(sha256(keyBytes(card.body.root)))
      .toString('hex')
      .slice(0, 20)
      .toUpperCase()
      .match(/.{4}/g) ?? []
  ).join(' ');

const ceremonies = new Map<string, { readonly digits: string[]; readonly qr: string[] }>();
/** The 60 digits and the QR picture of one pair of root keys; some 5,000 hashes, so they are kept while the worker runs. */
function ceremony(
  session: Session,
  card: AgencyCard,
): Result<{ readonly digits: string[]; readonly qr: string[] }, Refusal> {
  const key = `${session.card.body.root} ${card.body.root}`;
  const known = ceremonies.get(key);
  if (known) return ok(known);
  const [mine, theirs] = [keyBytes(session.card.body.root), keyBytes(card.body.root)];
  const digits = verificationDigits(mine, theirs, sha256);
  if (!digits.ok) return digits;
  const text = verificationQr(mine, theirs);
  if (!text.ok) return text;
  const made = {
    digits: [...digits.value],
    qr: encode(text.value, { ecc: 'M', border: 2 }).data.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')),
  };
  ceremonies.set(key, made);
  return ok(made);
}

function view(session: Session, row: PartnerRow): Result<Partner, Refusal> {
  const card = cardOf(row);
  const compared = ceremony(session, card);
  if (!compared.ok) return compared;
  return ok({
    agencyId: row.agencyId,
    code: row.code,
    name: row.name,
    trust: row.trust,
    digits: compared.value.digits,
    qr: compared.value.qr,
    fingerprint: fingerprintOf(card),
    ceiling: row.ceiling ?? STANDARD_CEILING,
    verified: row.verified,
    stations: card.body.stations.length,
    encryptionKeyUntil: card.body.encryption.reduce<number | null>(
      (latest, k) => (latest === null || k.until > latest ? k.until : latest),
      null,
    ),
  });
}
const shown = (session: Session, row: Result<PartnerRow, Refusal>) => {
  const partner = row.ok ? view(session, row.value) : row;
  return partner.ok ? done(partner.value) : refuse(partner.error);
};

/** Reads a card file and keeps it as pending; a newer card of a known agency must follow the one before. */
export function takeCard(session: Session, bytes: Uint8Array, enrolAgain = false): Result<PartnerRow, Refusal> {
  const read = readCard(bytes, exchangeCrypto);
  if (!read.ok) return read;
  if (read.value.agency === session.card.agency)
    return err(refusal('own-card', '', 'this is the card of your own agency'));
  const before = session.store.partners.get(read.value.agency);
  const checked = openCard(bytes, before ? cardOf(before) : null, { enrolAgain });
  if (!checked.ok) return checked;
  const isAgain = enrolAgain && before?.trust === 'revoked';
  if (before && before.cardId === read.value.id) return isAgain ? waitAgain(session, before) : ok(before);
  const { body } = read.value;
  const saved = session.store.partners.saveCard({
    agencyId: read.value.agency,
    code: body.code,
    name: body.name,
    card: bytes,
    cardId: read.value.id,
    serial: body.serial,
    revocations: body.revocations.map((r) => ({
      key: r.key,
      stream: r.good[0]?.stream ?? null,
      seq: r.good[0]?.seq ?? null,
      at: r.at,
      good: r.good,
    })),
    // A root key that the one before did not sign for: the ceremony is held again before anything is believed.
    enrol: checked.value.standing === 'enrol',
  });
  if (saved.ok && isAgain) return waitAgain(session, saved.value);
  if (saved.ok && before && checked.value.standing === 'enrol') noteDecided(session, before.agencyId);
  if (saved.ok && saved.value.trust === 'trusted') applyAfterCard(session);
  return saved;
}

function waitAgain(session: Session, row: PartnerRow): Result<PartnerRow, Refusal> {
  const waiting = session.store.partners.enrolAgain(row.agencyId);
  if (waiting.ok) noteDecided(session, row.agencyId);
  return waiting;
}

/** A trusted partner by exchange id or by the code people write. */
export function partnerBy(session: Session, text: string): PartnerRow | null {
  const rows = session.store.partners.list();
  const byId = rows.find((p) => p.agencyId === text);
  if (byId) return byId;
  const byCode = rows.filter((p) => p.code === text && p.trust !== 'revoked');
  return byCode.length === 1 ? (byCode[0] ?? null) : null;
}

export const partnerHandlers: HandlersOf<
  'partner.list' | 'card.own' | 'card.write' | 'card.read' | 'partner.trust' | 'partner.revoke'
> = {
  'partner.list': (context) =>
    withSession(context, (session) => {
      const partners: Partner[] = [];
      for (const row of session.store.partners.list()) {
        const partner = view(session, row);
        if (!partner.ok) return refuse(partner.error);
        partners.push(partner.value);
      }
      return done(partners);
    }),
  'card.own': (context) =>
    withSession(context, ({ card }) =>
      done({
        agencyId: card.agency,
        code: card.body.code,
        name: card.body.name,
        fingerprint: fingerprintOf(card),
        suggestedName: `${card.body.code}-card-${card.body.serial}.jxc`,
      }),
    ),
  'card.write': (context, { file }) =>
    withSession(context, ({ card }) => {
      writeAtomically(file.path, card.file);
      return done({ fileName: file.name, bytes: card.file.length });
    }),
  'card.read': (context, { file, again }) =>
    withSession(context, (session) => {
      const bytes = readLimited(file.path, file.name, LIMITS.card + 1_024);
      return bytes.ok ? shown(session, takeCard(session, bytes.value, again === true)) : refuse(bytes.error);
    }),
  'partner.trust': (context, { agencyId, by, second, how, digits, ceiling }) =>
    withSession(context, (session) => {
      const row = session.store.partners.get(agencyId);
      if (!row) return notFound(agencyId);
      const compared = ceremony(session, cardOf(row));
      if (!compared.ok) return refuse(compared.error);
      if (compared.value.digits.join('') !== digits.join(''))
        return refuse(
          refusal(
            'digits-differ',
            row.code,
            'the digits are not the same on both sides; do not trust this card, somebody may stand in between; ask for the card again by another way',
          ),
        );
      if (by.trim() === '' || isSamePerson(by, second))
        return refuse(refusal('two-people', row.code, 'two different people must confirm the comparison; name both'));
      const trusted = session.store.partners.trust({ agencyId, by, second, how, ceiling });
      if (trusted.ok && (row.verified !== null || decidedOf(session, agencyId) > 0)) noteDecided(session, agencyId);
      return shown(session, trusted);
    }),
  'partner.revoke': (context, { agencyId, by, reason }) =>
    withSession(context, (session) => {
      const revoked = session.store.partners.revoke(agencyId, by, reason);
      if (revoked.ok && decidedOf(session, agencyId) > 0) noteDecided(session, agencyId);
      return shown(session, revoked);
    }),
};
