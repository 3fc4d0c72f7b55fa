import type { PartnerRow } from '#db/store-types.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { type AgencyCard, readCard } from '#shared/exchange/card.ts';

const cards = new WeakMap<Uint8Array, AgencyCard>();
/** The card of a stored partner; it was checked when it came in, so an unreadable one is damage. */
export function cardOf(row: PartnerRow): AgencyCard {
  const known = cards.get(row.card);
  if (known) return known;
  const card = readCard(row.card, exchangeCrypto);
  if (!card.ok) throw new Error('broken promise: a stored card reads back');
  cards.set(row.card, card.value);
  return card.value;
}
