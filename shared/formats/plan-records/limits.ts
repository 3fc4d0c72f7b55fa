/** Limits of the rules as [key, value] pairs; the keys are those of the operation file (SCHEMA, defaults), and those kept here only. */
import type { EscortRatios, Limits } from '../../model/plan.ts';
import { LANGUAGE_LEVELS, type LanguageLevel } from '../../model/vocabulary.ts';

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
  ackWindowH: 72,
  custodyH: 48,
  custodyWarnPct: 75,
  fiuHeldDays: 7,
  stopPaymentH: 72,
  reviewYears: 5,
};

type NumberLimit = Exclude<keyof Limits, 'langLevel' | 'escort'>;
const NUMBERS: readonly (readonly [string, NumberLimit])[] = [
  ['sync_tolerance_min', 'syncToleranceMin'],
  ['rest_h', 'restH'],
  ['duty_max_h', 'dutyMaxH'],
  ['duty_merge_gap_h', 'dutyMergeGapH'],
  ['transit_same_country_h', 'transitSameCountryH'],
  ['transit_abroad_h', 'transitAbroadH'],
  ['deploy_max_days', 'deployMaxDays'],
  ['passport_months', 'passportMonths'],
  ['jit_expiry_warn_days', 'jitExpiryWarnDays'],
  ['agreement_margin_days', 'agreementMarginDays'],
  ['agreement_stale_days', 'agreementStaleDays'],
  ['egmont_days', 'egmontDays'],
  ['flow_tolerance_pct', 'flowTolerancePct'],
  ['ack_window_h', 'ackWindowH'],
  ['custody_h', 'custodyH'],
  ['custody_warn_pct', 'custodyWarnPct'],
  ['fiu_held_days', 'fiuHeldDays'],
  ['stop_payment_h', 'stopPaymentH'],
  ['review_years', 'reviewYears'],
];
type Ratio = Exclude<keyof EscortRatios, 'medicFromPersons'>;
const RATIOS: readonly (readonly [string, Ratio])[] = [
  ['escort.low_risk_up_to_4h', 'lowRiskUpTo4h'],
  ['escort.low_risk_over_4h', 'lowRiskOver4h'],
  ['escort.high_risk', 'highRisk'],
  ['escort.irregular', 'irregular'],
  ['escort.victim_support', 'victimSupport'],
];
const LANGUAGE = 'lang_level';
const MEDIC = 'escort.medic_from_persons';

/** The limits that differ from the defaults, in a fixed order. */
export function limitsToPairs(limits: Limits): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const [key, name] of NUMBERS) if (limits[name] !== DEFAULT_LIMITS[name]) pairs.push([key, String(limits[name])]);
  if (limits.langLevel !== DEFAULT_LIMITS.langLevel) pairs.push([LANGUAGE, limits.langLevel]);
  for (const [key, name] of RATIOS) {
    const text = limits.escort[name].join(':');
    if (text !== DEFAULT_LIMITS.escort[name].join(':')) pairs.push([key, text]);
  }
  if (limits.escort.medicFromPersons !== DEFAULT_LIMITS.escort.medicFromPersons)
    pairs.push([MEDIC, String(limits.escort.medicFromPersons)]);
  return pairs;
}

/** The limits of an operation; a pair this version does not understand leaves the default and is counted in `odd`. */
export function pairsToLimits(pairs: readonly (readonly [string, string])[]): {
  readonly limits: Limits;
  readonly odd: number;
} {
  const numbers: Partial<Record<NumberLimit, number>> = {};
  const ratios: Partial<Record<Ratio, readonly [number, number]>> = {};
  let langLevel = DEFAULT_LIMITS.langLevel;
  let medicFromPersons = DEFAULT_LIMITS.escort.medicFromPersons;
  let odd = 0;
  for (const [key, text] of pairs) {
    const number = NUMBERS.find(([k]) => k === key)?.[1];
    const ratio = RATIOS.find(([k]) => k === key)?.[1];
    const value = numberOf(text);
    const pair = ratioOf(text);
    if (number !== undefined && value !== null) numbers[number] = value;
    else if (ratio !== undefined && pair !== null) ratios[ratio] = pair;
    else if (key === MEDIC && value !== null) medicFromPersons = value;
    else if (key === LANGUAGE && isLevel(text)) langLevel = text;
    else odd += 1;
  }
  const escort = { ...DEFAULT_LIMITS.escort, ...ratios, medicFromPersons };
  return { limits: { ...DEFAULT_LIMITS, ...numbers, langLevel, escort }, odd };
}

const isLevel = (text: string): text is LanguageLevel => (LANGUAGE_LEVELS as readonly string[]).includes(text);

function numberOf(text: string): number | null {
  const n = /^\d{1,13}(\.\d{1,15})?(e-\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(n) ? n : null;
}

function ratioOf(text: string): readonly [number, number] | null {
  const [, staff, travellers] = /^(\d{1,6}):(\d{1,6})$/.exec(text) ?? [];
  return staff === undefined || travellers === undefined ? null : [Number(staff), Number(travellers)];
}
