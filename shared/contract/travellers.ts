import * as z from 'zod';
import { ROLES } from '../domain/lifecycles/types.ts';
import { CATEGORIES, SCREENING_STATES } from '../model/vocabulary.ts';
import { ask } from './call.ts';
import { StepEvidence, StepOptions } from './steps.ts';
import { Code, Done, PersonName, RecordId } from './values.ts';

const Movement = { operation: RecordId, movement: z.string().min(1).max(80) };
const State = z.enum(SCREENING_STATES);
const Reference = z.string().trim().min(1).max(64);
const Country = z.string().regex(/^[A-Z]{2}$/);
const Count = z.int().min(0).max(1_000_000);

/** Opened under the traveller key for the card of their movement; a null is not given, or sealed by another agency. */
const Traveller = z.strictObject({
  id: RecordId,
  /** A pseudonym, never a name. */
  reference: z.string().nullable(),
  nationality: z.string().nullable(),
  category: z.enum(CATEGORIES).nullable(),
  state: State.nullable(),
  /** Day and authority of the last decision, with who recorded it and by when it is reviewed. */
  on: z.string().nullable(),
  authority: z.string().nullable(),
  by: z.string().nullable(),
  role: z.enum(ROLES).nullable(),
  review: z.string().nullable(),
  reason: z.string().nullable(),
});
export type TravellerView = z.infer<typeof Traveller>;

export const MovementChecks = z.strictObject({
  screened: Count,
  consent: Count,
  refoulementCleared: Count,
  nationality: Count,
  travelDoc: Count,
  consular: Count,
  fitToTravel: Count,
  carrierNotice: z.boolean(),
  handoverSlot: z.boolean(),
});
export type MovementChecks = z.infer<typeof MovementChecks>;

/** Travellers of a movement and their screening; their rows lie under a key of their own and are shown nowhere else. */
export const travellerCalls = {
  'traveller.list': ask(
    { ...Movement, first: z.int().min(0), count: z.int().min(1).max(200) },
    z.strictObject({
      total: z.int(),
      /** Rows that this workspace cannot open. */
      closed: z.int(),
      mine: z.boolean(),
      /** How many stand in each state. */
      states: z.array(z.strictObject({ state: State, n: z.int() })),
      /** Travellers the groups of the movement count, and those the check says are screened; null: no checks on record. */
      expected: z.int(),
      checks: MovementChecks.nullable(),
      rows: z.array(Traveller),
    }),
  ),
  'traveller.add': ask(
    { ...Movement, reference: Reference, nationality: Country, category: z.enum(CATEGORIES), by: PersonName },
    z.strictObject({ ...Done.shape, traveller: RecordId }),
  ),
  /** As `step.options` and `step.take`; `item` is the record id of a traveller. */
  'traveller.steps': ask({ operation: RecordId, item: RecordId }, StepOptions),
  'traveller.screen': ask(
    { operation: RecordId, item: RecordId, to: z.string().max(40), evidence: StepEvidence },
    Done,
  ),
  /** The counts of the checks on persons that the gates of a movement read (R-MOV-02 to 07, 11, 12). */
  'movement.check': ask({ ...Movement, checks: MovementChecks, by: PersonName }, Done),
  /** A later end of a joint investigation team, to be signed by every party (R-JIT-08). */
  'jit.extension': ask({ operation: RecordId, item: Code, until: z.string().max(10), by: PersonName }, Done),
} as const;
