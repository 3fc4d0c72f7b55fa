import { type AgencyCard, type CardStation, keyBytes } from '#shared/exchange/card.ts';
import { HEADER_TYPE, preAuthEncoding } from '#shared/exchange/dsse.ts';
import { fault } from '#shared/exchange/faults.ts';
import type { Header } from '#shared/exchange/header.ts';
import { type Id24, keyId } from '#shared/exchange/ids.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { ed25519 } from '#electron/keys/ed25519.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';

/** An agency whose card is here; only `trusted` may speak. */
export interface KnownSender {
  readonly card: AgencyCard;
  readonly trust: 'pending' | 'trusted' | 'revoked';
}
export type SenderLookup = (agency: Id24) => KnownSender | null;

export interface VerifiedSender {
  readonly card: AgencyCard;
  readonly station: CardStation;
}

/**
 * Who signed: agency known and trusted, key not revoked, station and key on the card, signature over the exact bytes, and only then
 * whether it is addressed to `self`. Codes: `unknown-sender`, `unverified-sender`, `revoked-sender`, `revoked-key`, `unknown-station`,
 * `unknown-key`, `bad-signature`, `not-for-us`, `newer-model`.
 */
export function verifySender(
  header: Header,
  signed: Uint8Array,
  signature: Uint8Array,
  context: { readonly lookup: SenderLookup; readonly self: Id24; readonly model: number },
): Result<VerifiedSender, Refusal> {
  const sender = context.lookup(header.from.agency);
  if (sender === null || sender.card.agency !== header.from.agency)
    return err(fault('unknown-sender', 'header.from.agency'));
  if (sender.trust === 'pending') return err(fault('unverified-sender', 'header.from.agency'));
  if (sender.trust === 'revoked') return err(fault('revoked-sender', 'header.from.agency'));
  const { body } = sender.card;
  // Refused whenever it was made: the thief can write any date and number (section 9).
  if (body.revocations.some((revocation) => revocation.key === header.from.key))
    return err(fault('revoked-key', 'header.from.key'));
  const station = body.stations.find((candidate) => candidate.id === header.from.station);
  if (station === undefined) return err(fault('unknown-station', 'header.from.station'));
  const key = station.keys.map(keyBytes).find((candidate) => keyId(sha256, candidate) === header.from.key);
  if (key === undefined) return err(fault('unknown-key', 'header.from.key'));
  if (!ed25519.verify(key, preAuthEncoding(HEADER_TYPE, signed), signature))
    return err(fault('bad-signature', 'signature'));
  if (header.to !== context.self) return err(fault('not-for-us', 'header.to'));
  if (header.min > context.model) return err(fault('newer-model', 'header.min'));
  return ok({ card: sender.card, station });
}
