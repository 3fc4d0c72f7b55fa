import * as z from 'zod';
import { ask } from './call.ts';
import { MOST_TASKS } from './editing.ts';
import { NewCode, NewName, NewOperation, Wall } from './portfolio.ts';
import { Code, Done, FindingView, RecordId } from './values.ts';

export const MOST_SITES = 100;
export const MOST_LEADS = 20;

const TemplateCard = z.strictObject({
  id: RecordId,
  code: Code,
  name: z.string(),
  refTz: z.string(),
  tasks: z.int(),
  sites: z.int(),
});
export type TemplateCard = z.infer<typeof TemplateCard>;

const SiteChoice = z.strictObject({
  id: RecordId,
  codeWord: z.string().trim().min(1).max(200),
  place: z.string().max(500),
  cc: z.string().regex(/^[A-Z]{2}$/),
  tz: z.string().max(64),
  /** Latitude and longitude in degrees, `13.75, 100.5`. */
  position: z.string().max(60),
});
export type SiteChoice = z.infer<typeof SiteChoice>;

/** Whom a plan names for command: of the operation, or of one of its sites. */
const LeadRole = z.union([z.enum(['strategic', 'tactical']), RecordId]);
const Lead = z.strictObject({
  role: LeadRole,
  name: z.string().trim().min(1).max(200),
  /** The role in words, in the language of the person who names them. */
  title: z.string().max(200),
});

const TemplateFrame = z.strictObject({
  ...TemplateCard.shape,
  /** Sites as the template holds them. */
  places: z.array(z.strictObject({ ...SiteChoice.shape, codeWord: z.string(), cc: z.string() })).max(MOST_SITES),
  phases: z.int(),
  decisions: z.int(),
});
export type TemplateFrame = z.infer<typeof TemplateFrame>;

const CopyTask = z.strictObject({
  id: RecordId,
  code: Code,
  title: z.string(),
  phase: Code.nullable(),
  at: z.string().nullable(),
});
export type CopyTask = z.infer<typeof CopyTask>;

const CopyWish = { operation: RecordId, from: RecordId, tasks: z.array(RecordId).min(1).max(MOST_TASKS) };

/** Templates, and tasks taken over from another plan. */
export const templateCalls = {
  'template.list': ask({}, z.array(TemplateCard).max(500)),
  'template.frame': ask({ template: RecordId }, TemplateFrame),
  /** The frame of an operation kept as a template: no people, states, papers or findings. */
  'template.save': ask(
    { operation: RecordId, code: NewCode, name: NewName },
    z.strictObject({ ...Done.shape, template: RecordId }),
  ),
  'template.drop': ask({ template: RecordId }, Done),
  'template.use': ask(
    {
      template: RecordId,
      code: NewCode,
      codeName: NewName,
      hHour: Wall,
      sites: z.array(SiteChoice).max(MOST_SITES),
      leads: z.array(Lead).max(MOST_LEADS + MOST_SITES),
    },
    z.strictObject({ ...NewOperation.shape, tasks: z.int(), fixed: z.int() }),
  ),
  /** Tasks of another plan of this agency, or of a template, whose code or title holds the text. */
  'copy.tasks': ask(
    { from: RecordId, text: z.string().max(200) },
    z.strictObject({ total: z.int(), tasks: z.array(CopyTask).max(200) }),
  ),
  /** `missing`: what the tasks name that this plan does not hold; it is left empty. */
  'copy.preview': ask(
    CopyWish,
    z.strictObject({
      tasks: z.int(),
      links: z.int(),
      missing: z.array(z.strictObject({ what: z.enum(['phase', 'owner', 'site', 'sync']), code: z.string() })).max(200),
      added: z.array(FindingView),
      gone: z.array(FindingView),
    }),
  ),
  'copy.make': ask(CopyWish, Done),
} as const;
