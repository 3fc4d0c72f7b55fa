import * as z from 'zod';
import { POSITION_PRECISIONS } from '../model/vocabulary.ts';
import { ask } from './call.ts';
import { Code, Done, RecordId } from './values.ts';

/** The most sites of one operation that are shown at once; a plan with more says so. */
export const MOST_SITES = 500;

const Position = z.strictObject({
  /** Degrees, north and east positive. */
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  precision: z.enum(POSITION_PRECISIONS),
});
/** One site as this station knows it; null: not recorded, or not shared with us. */
const SiteView = z.strictObject({
  id: RecordId,
  code: Code,
  codeWord: z.string(),
  cc: z.string().nullable(),
  place: z.string(),
  position: Position.nullable(),
  tz: z.string().nullable(),
  /** Estimated persons, and of them held against their will; who says so and of which day. */
  estimate: z
    .strictObject({ persons: z.int(), held: z.int(), by: Code.nullable(), on: z.string().nullable() })
    .nullable(),
  hazards: z.array(z.string()),
  commander: z.strictObject({ code: Code, name: z.string() }).nullable(),
  reception: z.string().nullable(),
  hospital: z.string().nullable(),
  landing: z.string().nullable(),
  tasks: z.int(),
  /** Different people on tasks there. */
  people: z.int(),
  /** Findings of the site itself and of tasks there. */
  block: z.int(),
  warn: z.int(),
});
export type SiteView = z.infer<typeof SiteView>;

const SitesView = z.strictObject({
  total: z.int(),
  /** In order of code, at most `MOST_SITES`. */
  sites: z.array(SiteView),
  /** Time that R-PER-04 asks for between two sites of one country and of two, hours. */
  transitSameCountryH: z.number(),
  transitAbroadH: z.number(),
  /** Whether this station may change them. */
  mine: z.boolean(),
});
export type SitesView = z.infer<typeof SitesView>;

const Text = z.string().trim().max(500);
/** As typed by a person; the position as pasted text, parsed on the trusted side. */
const SiteInput = {
  codeWord: Text.min(1),
  cc: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}$/),
  place: Text,
  position: z.string().max(80),
  precision: z.enum(POSITION_PRECISIONS),
  tz: z.string().max(64),
  reception: Text,
  hospital: Text,
  landing: Text,
};
export type SiteInput = z.infer<z.ZodObject<typeof SiteInput>>;

/** Sites of an operation: where they are, what is known of them, and the changes a person makes. */
export const siteCalls = {
  'site.list': ask({ operation: RecordId }, SitesView),
  'site.create': ask({ operation: RecordId, ...SiteInput }, Done.extend({ site: RecordId })),
  'site.edit': ask({ operation: RecordId, site: RecordId, ...SiteInput }, Done),
} as const;
