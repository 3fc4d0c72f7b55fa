/** Descriptors of the single parts of the file: meta, operation, defaults, targets and the oracles (SCHEMA 3). */
import { DEPENDENCY_TYPES, HANDLING, LANGUAGE_LEVELS, LEVELS, OPERATION_STATES, TLP } from '../../model/vocabulary.ts';
import { ID } from './checker.ts';
import { flag, list, map, object, opt, part, req, set, tuple } from './collections.ts';
import {
  bool,
  date,
  id,
  instant,
  int,
  lang,
  matching,
  num,
  oneOf,
  type Reader,
  ref,
  text,
  word,
  zone,
} from './descriptors.ts';

export const bi = object({ en: req(text), fr: req(text) });

/** `schema` was looked at before anything else; here it only counts as a known key. */
export const meta = object({
  schema: req(text),
  clock: req(instant),
  fictional: flag(bool),
  languages: opt(set(lang), []),
  people: opt(int()),
  note: opt(text),
});

export const operation = object({
  id: req(id('operation')),
  code_name: req(text),
  title: req(bi),
  status: req(oneOf(OPERATION_STATES)),
  lead: req(ref('agencies')),
  coordinator: req(ref('agencies')),
  ref_tz: req(zone),
  h_hour: req(instant),
  d_day: req(date),
  marking: req(object({ tlp: req(oneOf(TLP)), level: req(oneOf(LEVELS)), handling: opt(set(oneOf(HANDLING)), []) })),
  mandate: opt(list(text), []),
  command: part(
    object({
      strategic: opt(ref('personnel')),
      tactical: opt(ref('personnel')),
      operational: opt(map(ref('sites'), ref('personnel')), []),
    }),
  ),
  order: opt(
    object({
      version: req(int()),
      information: opt(bi),
      intention: opt(bi),
      method: opt(bi),
      administration: opt(bi),
      risk_assessment: opt(bi),
      communications: opt(bi),
      human_rights: opt(bi),
    }),
  ),
});

const ratioText = matching(/^\d{1,4}:0*[1-9]\d{0,3}$/, 'ratio', 'a ratio "staff:travellers" such as "1:2"');
const ratio: Reader<readonly [number, number]> = (node, at, c) => {
  const value = ratioText(node, at, c);
  if (value === undefined) return undefined;
  const [staff = 0, travellers = 0] = value.split(':').map(Number);
  return [staff, travellers];
};

/** Every limit may be missing alone; the values are those of the table in SCHEMA 3. */
export const defaults = object({
  sync_tolerance_min: opt(num(), 10),
  lang_level: opt(oneOf(LANGUAGE_LEVELS), 'B2'),
  rest_h: opt(num(), 11),
  duty_max_h: opt(num(), 14),
  duty_merge_gap_h: opt(num(), 3),
  transit_same_country_h: opt(num(), 4),
  transit_abroad_h: opt(num(), 12),
  deploy_max_days: opt(int(), 30),
  passport_months: opt(int(0, 1200), 6),
  jit_expiry_warn_days: opt(int(), 30),
  agreement_margin_days: opt(int(), 30),
  agreement_stale_days: opt(int(), 90),
  egmont_days: opt(int(0, 100_000), 30),
  flow_tolerance_pct: opt(num(), 5),
  escort: part(
    object({
      low_risk_up_to_4h: opt(ratio, [1, 2]),
      low_risk_over_4h: opt(ratio, [1, 1]),
      high_risk: opt(ratio, [2, 1]),
      irregular: opt(ratio, [1, 5]),
      victim_support: opt(ratio, [1, 10]),
      medic_from_persons: opt(int(), 20),
    }),
  ),
});

export const targets = map(word, num());

const rule = matching(/^R-[A-Z]{2,4}-\d\d$/, 'rule', 'a rule id such as R-OP-02');
const severity = oneOf(['block', 'warn']);
const ruleAndSubject = tuple<[string, string]>(rule, text);

/** Oracles for tests; they are no part of the plan. */
export const expectedFindings = list(tuple<[string, 'block' | 'warn', string, string]>(rule, severity, text, text));
export const whatIf = list(
  object({ change: req(text), gone: req(list(ruleAndSubject)), added: req(list(ruleAndSubject)) }),
);

const DEPENDENCY = new RegExp(`^(${ID.source.slice(1, -1)})(?::(${DEPENDENCY_TYPES.join('|')})([+-]\\d{1,7})?)?$`);
const dependencyText = matching(
  DEPENDENCY,
  'dependency',
  'a dependency ID[:TYPE[±N]] such as "T12:SS+30", TYPE one of FS, SS, FF, SF',
);
const MAX_LAG = 1_000_000;

/** `ID[:TYPE[±N]]`: FS when the type is missing, N minutes of lag (SCHEMA 5). */
export const dependency: Reader<{
  readonly on: string;
  readonly type: (typeof DEPENDENCY_TYPES)[number];
  readonly lag: number;
}> = (node, at, c) => {
  const value = dependencyText(node, at, c);
  const [, on, typeText = 'FS', lagText = '0'] = (value === undefined ? null : DEPENDENCY.exec(value)) ?? [];
  const type = DEPENDENCY_TYPES.find((t) => t === typeText);
  if (on === undefined || type === undefined) return undefined;
  const lag = Number(lagText) + 0;
  if (Math.abs(lag) > MAX_LAG) return c.fault(at, node.line, 'range', `must have a lag of at most ${MAX_LAG} minutes`);
  c.refer(on, ['tasks'], at, node.line);
  return { on, type, lag };
};
