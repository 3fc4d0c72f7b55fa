import * as z from 'zod';
import { ask } from './call.ts';
import { Code, PersonName } from './values.ts';

export const Report = z.strictObject({
  /** Files put down for the partner, by their random names. */
  put: z.array(z.strictObject({ name: z.string(), seq: z.int() })),
  /** Own files taken away because they arrived. */
  removed: z.int(),
  taken: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['accepted', 'already-imported']),
      from: Code,
      seq: z.int(),
      missing: z.array(z.int()),
      recalled: z.int(),
      counts: z.strictObject({
        added: z.int(),
        changed: z.int(),
        closed: z.int(),
        conflicts: z.int(),
        held: z.int(),
        proposals: z.int(),
        aside: z.int(),
      }),
    }),
  ),
  refused: z.array(z.strictObject({ name: z.string(), code: z.string(), reason: z.string() })),
  waiting: z.array(
    z.strictObject({ name: z.string(), why: z.enum(['growing', 'empty', 'unreadable', 'too-large', 'not-taken']) }),
  ),
  /** Copies of files already listed, which a synchroniser made. */
  copies: z.int(),
  acknowledged: z.boolean(),
});
export type CarrierReport = z.infer<typeof Report>;

/** The folder through which files to and from a partner are carried. */
export const carrierCalls = {
  /** One round through the folder named before. */
  'carrier.run': ask({ partner: Code, by: PersonName, take: z.boolean() }, Report),
  'carrier.list': ask(
    {},
    z.array(
      z.strictObject({
        agency: z.strictObject({ agencyId: z.string(), code: z.string(), name: z.string() }),
        folder: z.string(),
        there: z.boolean(),
      }),
    ),
  ),
} as const;
