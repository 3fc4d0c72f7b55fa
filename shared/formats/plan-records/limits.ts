/** Limits of the rules as [key, value] pairs; the keys are those of the operation file (SCHEMA, defaults), and those kept here only. */
import type { EscortRatios, Limits } from '../../model/plan.ts';
import { isHours } from '../../domain/legal-basis/lawful-hours.ts';
import { COERCIVE_KINDS, LANGUAGE_LEVELS, type LanguageLevel } from '../../model/vocabulary.ts';
import { refusal, type Refusal } from '../../result/refusal.ts';
import { err, ok, type Result } from '../../result/result.ts';

/** What counts where an operation sets nothing. */
export const DEFAULT_LIMITS: Limits = {
  syncToleranceMin: 10,
  langLevel: 'B2',
  restH: 11,
  dutyMaxH: 14,
  dutyMergeGapH: 3,
  transitSameCountryH: 4,
  transitAbroadH: 12,
  deployMaxDays: 30,
  passportMonths: 6,
  jitExpiryWarnDays: 30,
  agreementMarginDays: 30,
  agreementStaleDays: 90,
  egmontDays: 30,
  flowTolerancePct: 5,
  escort: {
    lowRiskUpTo4h: [1, 2],
    lowRiskOver4h: [1, 1],
    highRisk: [2, 1],
    irregular: [1, 5],
    victimSupport: [1, 10],
    medicFromPersons: 20,
  },
  lawfulHours: {},
  ackWindowH: 72,
  custodyH: 48,
  custodyWarnPct: 75,
  fiuHeldDays: 7,
  stopPaymentH: 72,
  reviewYears: 5,
};

interface Spec {
  readonly key: string;
  /** Rules that read it. */
  readonly rules: readonly string[];
  /** What a value must be, after "must be". */
  readonly must: string;
  readonly write: (limits: Limits) => string;
  /** The limits with this one set; null: the text is no value of it. */
  readonly read: (limits: Limits, text: string) => Limits | null;
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: true;
}
/** Ranges of the operation file (SCHEMA, types), so that whatever a file says can be set by hand and the other way round. */
const ANY: Range = { max: 1_000_000_000_000 };
const WHOLE: Range = { max: 1_000_000, whole: true };

function inRange(text: string, { min = 0, max = WHOLE.max ?? 0, whole }: Range): number | null {
  const n = /^\d{1,13}(\.\d{1,15})?(e-\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  return n >= min && n <= max && (whole !== true || Number.isInteger(n)) ? n : null;
}
const rangeText = ({ min = 0, max = WHOLE.max ?? 0, whole }: Range): string =>
  `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;

type NumberLimit = Exclude<keyof Limits, 'langLevel' | 'escort' | 'lawfulHours'>;
const number = (key: string, name: NumberLimit, range: Range, ...rules: readonly string[]): Spec => ({
  key,
  rules,
  must: rangeText(range),
  write: (limits) => String(limits[name]),
  read: (limits, text) => {
    const n = inRange(text, range);
    return n === null ? null : { ...limits, [name]: n };
  },
});

type Ratio = Exclude<keyof EscortRatios, 'medicFromPersons'>;
const ratio = (key: string, name: Ratio): Spec => ({
  key: `escort.${key}`,
  rules: ['R-MOV-08'],
  must: 'a ratio "staff:travellers" such as "1:2"',
  write: (limits) => limits.escort[name].join(':'),
  read: (limits, text) => {
    const [, staff, travellers] = /^(\d{1,6}):(0*[1-9]\d{0,5})$/.exec(text) ?? [];
    return staff === undefined || travellers === undefined
      ? null
      : { ...limits, escort: { ...limits.escort, [name]: [Number(staff), Number(travellers)] } };
  },
});

const language: Spec = {
  key: 'lang_level',
  rules: ['R-PER-03'],
  must: `one of ${LANGUAGE_LEVELS.join(', ')}`,
  write: ({ langLevel }) => langLevel,
  read: (limits, text) => (isLevel(text) ? { ...limits, langLevel: text } : null),
};
const medic: Spec = {
  key: 'escort.medic_from_persons',
  rules: ['R-MOV-08'],
  must: rangeText(WHOLE),
  write: ({ escort }) => String(escort.medicFromPersons),
  read: (limits, text) => {
    const medicFromPersons = inRange(text, WHOLE);
    return medicFromPersons === null ? null : { ...limits, escort: { ...limits.escort, medicFromPersons } };
  },
};

const LAWFUL = 'lawful_hours.';
/** When a state allows a measure: one limit for each state and measure (R-OP-14). No default: any hour, as far as is known. */
const lawful = (name: string): Spec => ({
  key: LAWFUL + name,
  rules: ['R-OP-14'],
  must: 'hours of the site such as "06:00-18:00"',
  write: ({ lawfulHours }) => (Object.hasOwn(lawfulHours, name) ? (lawfulHours[name] ?? '') : ''),
  read: (limits, text) => {
    if (text !== '' && !isHours(text)) return null;
    const others = Object.entries(limits.lawfulHours).filter(([other]) => other !== name);
    return {
      ...limits,
      lawfulHours: Object.fromEntries(
        text === '' ? others : [...others, [name, text] as const].sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    };
  },
});
const isMeasure = (name: string): boolean =>
  /^[A-Z]{2}\.[a-z]+$/.test(name) && COERCIVE_KINDS.some((kind) => name.endsWith(`.${kind}`));
/** The limit of a key: one of the list, or the hours of a state and measure. */
const specOf = (key: string): Spec | undefined =>
  BY_KEY.get(key) ??
  (key.startsWith(LAWFUL) && isMeasure(key.slice(LAWFUL.length)) ? lawful(key.slice(LAWFUL.length)) : undefined);
/** Hours are written for these; `countries` adds every measure of theirs. */
const lawfulSpecs = (limits: Limits, countries: readonly string[] = []): readonly Spec[] =>
  [
    ...new Set([
      ...Object.keys(limits.lawfulHours),
      ...countries.flatMap((cc) => COERCIVE_KINDS.map((kind) => `${cc}.${kind}`)),
    ]),
  ]
    .sort()
    .map(lawful);

/** Every limit an operation may set, in a fixed order. */
const SPECS: readonly Spec[] = [
  number('sync_tolerance_min', 'syncToleranceMin', ANY, 'R-OP-05'),
  number('rest_h', 'restH', ANY, 'R-PER-11'),
  number('duty_max_h', 'dutyMaxH', ANY, 'R-PER-13'),
  number('duty_merge_gap_h', 'dutyMergeGapH', ANY, 'R-PER-11', 'R-PER-13'),
  number('transit_same_country_h', 'transitSameCountryH', ANY, 'R-PER-04'),
  number('transit_abroad_h', 'transitAbroadH', ANY, 'R-PER-04'),
  number('deploy_max_days', 'deployMaxDays', WHOLE, 'R-PER-12'),
  number('passport_months', 'passportMonths', { max: 1_200, whole: true }, 'R-PER-08'),
  number('jit_expiry_warn_days', 'jitExpiryWarnDays', WHOLE, 'R-JIT-07'),
  number('agreement_margin_days', 'agreementMarginDays', WHOLE, 'R-AGR-04'),
  number('agreement_stale_days', 'agreementStaleDays', WHOLE, 'R-AGR-05'),
  number('egmont_days', 'egmontDays', { max: 100_000, whole: true }, 'R-FIN-03', 'R-FIN-04'),
  number('flow_tolerance_pct', 'flowTolerancePct', ANY, 'R-FIN-02'),
  language,
  ratio('low_risk_up_to_4h', 'lowRiskUpTo4h'),
  ratio('low_risk_over_4h', 'lowRiskOver4h'),
  ratio('high_risk', 'highRisk'),
  ratio('irregular', 'irregular'),
  ratio('victim_support', 'victimSupport'),
  medic,
  number('ack_window_h', 'ackWindowH', { min: 1, max: 8_760 }, 'R-OP-07'),
  number('custody_h', 'custodyH', { min: 1, max: 8_760 }, 'R-MOV-14'),
  number('custody_warn_pct', 'custodyWarnPct', { min: 1, max: 100 }, 'R-MOV-14'),
  number('fiu_held_days', 'fiuHeldDays', { min: 1, max: 100_000, whole: true }, 'R-FIN-03', 'R-FIN-04'),
  number('stop_payment_h', 'stopPaymentH', { min: 1, max: 8_760 }, 'R-FIN-10'),
  // At most every five years (docs/rules.md): an operation may look sooner, not later.
  number('review_years', 'reviewYears', { min: 1, max: 5, whole: true }, 'R-HAN-08'),
];
const BY_KEY: ReadonlyMap<string, Spec> = new Map(SPECS.map((spec) => [spec.key, spec]));

type Pair = readonly [key: string, text: string];

/** The limits that differ from the defaults, in a fixed order. */
export const limitsToPairs = (limits: Limits): readonly Pair[] =>
  [...SPECS, ...lawfulSpecs(limits)].flatMap(({ key, write }) =>
    write(limits) === write(DEFAULT_LIMITS) ? [] : [[key, write(limits)] as const],
  );

/** The limits of an operation; a pair this version does not understand leaves the default and is given in `odd`. */
export function pairsToLimits(pairs: readonly Pair[]): { readonly limits: Limits; readonly odd: readonly Pair[] } {
  let limits = DEFAULT_LIMITS;
  const odd: Pair[] = [];
  for (const pair of pairs) {
    const next = specOf(pair[0])?.read(limits, pair[1]) ?? null;
    if (next === null) odd.push(pair);
    else limits = next;
  }
  return { limits, odd };
}

/** One limit for people: its value here, the default, and who reads it. */
export interface LimitRow {
  readonly key: string;
  readonly value: string;
  readonly standard: string;
  readonly rules: readonly string[];
}
/** Every limit of an operation, with the lawful hours of these countries, set or not. */
export const limitRows = (limits: Limits, countries: readonly string[] = []): readonly LimitRow[] =>
  [...SPECS, ...lawfulSpecs(limits, countries)].map(({ key, rules, write }) => ({
    key,
    value: write(limits),
    standard: write(DEFAULT_LIMITS),
    rules,
  }));

/**
 * The pairs of an operation after some of its limits were set; an empty text takes one back to the default. What this version does not
 * understand is kept (it may be a limit of a newer one), unless its key is set now. Refuses every unknown key and every text that is no value.
 */
export function setLimits(
  pairs: readonly Pair[],
  changes: readonly Pair[],
): Result<readonly Pair[], readonly Refusal[]> {
  const before = pairsToLimits(pairs);
  let { limits } = before;
  const refused: Refusal[] = [];
  for (const [key, text] of changes) {
    const spec = specOf(key);
    const next = spec?.read(limits, text === '' ? spec.write(DEFAULT_LIMITS) : text) ?? null;
    if (spec === undefined) refused.push(refusal('limit-unknown', key, 'is no limit of an operation'));
    else if (next === null) refused.push(refusal('limit-value', key, `must be ${spec.must}`));
    else limits = next;
  }
  if (refused.length > 0) return err(refused);
  const set = new Set(changes.map(([key]) => key));
  return ok([...limitsToPairs(limits), ...before.odd.filter(([key]) => !set.has(key))]);
}

const isLevel = (text: string): text is LanguageLevel => (LANGUAGE_LEVELS as readonly string[]).includes(text);
