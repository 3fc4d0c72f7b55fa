import * as z from 'zod';
import { ask } from './call.ts';
import { Ms, PersonName } from './values.ts';

export const Id24 = z.string().regex(/^[A-Za-z0-9_-]{32}$/);
export const CardSteps = z.strictObject({
  serial: z.int(),
  cardId: Id24,
  stationKey: Id24,
  encryptionKeyUntil: Ms,
});
const askedKeys = { encryption: Ms.nullable(), signing: Id24.nullable() };
export const twoPeople = { by: PersonName, second: PersonName };

/** The keys of this agency. Every step makes a new card, which partners have to be given. */
export const keyCalls = {
  'keys.own': ask(
    {},
    z.strictObject({
      station: Id24,
      stationKey: Id24,
      holdsRoot: z.boolean(),
      serial: z.int(),
      stations: z.array(z.strictObject({ id: Id24, name: z.string(), keys: z.array(Id24), here: z.boolean() })),
      encryption: z.array(z.strictObject({ until: Ms, here: z.boolean() })),
      revocations: z.array(z.strictObject({ key: Id24, at: Ms })),
      /** Ten days before the encryption key of this station runs out. */
      due: Ms,
      /** New keys of this station that the card does not name yet: until when, and the id of the signing key. */
      asked: z.strictObject(askedKeys).nullable(),
      /** Name of the folder in which this station met the others last. */
      meeting: z.string().nullable(),
      /** What other stations ask for; answered at the one with the root key. */
      asks: z.array(z.strictObject({ station: Id24, name: z.string(), since: Ms, ...askedKeys })),
    }),
  ),
  /** `encryption` after 90 days or when lost; `station` at any time; `root` with the old one at hand, `lostRoot` without it. */
  'keys.rotate': ask(
    { what: z.enum(['station', 'encryption', 'lostEncryption', 'root', 'lostRoot']), ...twoPeople },
    CardSteps,
  ),
  /** `since`: what was signed from then on is doubtful; null: the key is given up in good order. */
  'keys.revokeStation': ask(
    { station: Id24, since: Ms.nullable(), reason: z.string().trim().min(1).max(1_000), ...twoPeople },
    CardSteps,
  ),
} as const;
