import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { type AgencyCard, readCard } from './card.ts';
import type { ExchangeCrypto } from './crypto.ts';
import { fault } from './faults.ts';

/** How a verified card relates to what was known: `same` bytes again, an `update` signed by the known root, or `enrol`: compare digits. */
export type CardStanding = 'same' | 'update' | 'enrol';
export interface VerifiedCard {
  readonly card: AgencyCard;
  readonly standing: CardStanding;
}
export interface VerifyCardOptions {
  /** The root key was lost or stolen and a person enrols the agency again: a new root without the old one's signature is let through as `enrol`. */
  readonly enrolAgain?: boolean;
}

/**
 * A card file against the newest card known of that agency (null: none known). Codes: those of `readCard`, and `card-chain` (of another
 * agency, or does not follow), `card-older`, `card-fork`, `card-root`, `card-revocation`.
 * With `enrol` nothing of it may be used before a person has compared the 60 digits.
 */
export function verifyCard(
  file: Uint8Array,
  previous: AgencyCard | null,
  crypto: ExchangeCrypto,
  options: VerifyCardOptions = {},
): Result<VerifiedCard, Refusal> {
  const read = readCard(file, crypto);
  if (!read.ok) return read;
  const card = read.value;
  if (previous === null) return ok({ card, standing: 'enrol' });
  if (card.agency !== previous.agency) return err(fault('card-chain', 'card.agency', 'it belongs to another agency'));
  const serial = card.body.serial;
  const known = previous.body.serial;
  if (serial < known) return err(fault('card-older', 'card.serial'));
  if (serial === known)
    return card.id === previous.id ? ok({ card, standing: 'same' }) : err(fault('card-fork', 'card.serial'));
  // Between two known neighbours the chain must close; across a gap the root key alone carries it.
  if (serial === known + 1 && card.body.prev !== previous.id) return err(fault('card-chain', 'card.prev'));
  const kept = new Set(card.body.revocations.map((revocation) => revocation.key));
  if (!previous.body.revocations.every((revocation) => kept.has(revocation.key)))
    return err(fault('card-revocation', 'card.revocations'));
  const isKnownRoot = card.body.root === previous.body.root || card.body.rootBefore === previous.body.root;
  if (isKnownRoot) return ok({ card, standing: 'update' });
  return options.enrolAgain === true ? ok({ card, standing: 'enrol' }) : err(fault('card-root', 'card.root'));
}
