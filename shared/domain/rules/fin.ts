/** Money: whose it is, whether the flows add up, whether requests are answered, and whether a hold ever lapses. */
import type { Code, FindingItem, LocalDate, PlanAsset, PlanRequest } from '../../model/plan.ts';
import type { AssetState, RequestState } from '../../model/vocabulary.ts';
import { addDays, daysBetween } from '../../time/calendar.ts';
import { assetReference, compareCodes, type Facts } from '../facts/facts.ts';
import { type Rule, ruleAbout } from './rule.ts';
import { workingDaysUntil } from './working-days.ts';

const known = ruleAbout(
  'asset',
  {
    id: 'R-FIN-01',
    reads: ['assets'],
    title: 'Asset has an owner (or is of unknown owner) and a jurisdiction',
    severity: 'warn',
    gate: 'save',
  },
  (facts, asset) => {
    const missing: string[] = [];
    if (asset.owner === null && !facts.withheld(asset.id, 'owner')) missing.push('owner');
    if (asset.cc === null && asset.kind !== 'crypto_wallet' && !facts.withheld(asset.id, 'cc'))
      missing.push('jurisdiction');
    return missing.length === 0
      ? null
      : {
          items: missing.map((key) => ({ key: `no_${key}` })),
        };
  },
);

const holdsMoney = (asset: PlanAsset): boolean => asset.kind === 'bank_account' || asset.kind === 'crypto_wallet';
/** Limits are given in percent with decimals; this many parts keep the comparison in whole numbers. */
const PARTS_PER_PERCENT = 1_000_000;
/** `75000.00`; cents to an amount with two decimals. */
const usdText = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;

const balance = ruleAbout(
  'asset',
  {
    id: 'R-FIN-02',
    reads: ['assets', 'flows', 'limits'],
    title: 'Outflow and balance match inflow within 5 %',
    severity: 'warn',
    gate: 'daily',
  },
  (facts, asset) => {
    const flows = facts.flowsByAsset.get(asset.id);
    if (!holdsMoney(asset) || !flows || flows.inflow === 0n) return null;
    const excess = flows.outflow + BigInt(asset.usdMinor) - flows.inflow;
    const size = excess < 0n ? -excess : excess;
    const tolerance = flows.inflow * BigInt(Math.round(facts.plan.limits.flowTolerancePct * PARTS_PER_PERCENT));
    if (size * 100n * BigInt(PARTS_PER_PERCENT) <= tolerance) return null;
    return {
      items: [{ key: excess > 0n ? 'unexplained_out' : 'unexplained_in', value: usdText(size) }],
    };
  },
);

const AWAITED: ReadonlySet<RequestState> = new Set(['submitted', 'acknowledged', 'in_progress', 'partly_answered']);
/** Day by which an open request is due; an FIU request without one follows the Egmont term, the shorter one where the data are held. */
export function dueDay(facts: Facts, request: PlanRequest): LocalDate | null {
  if (request.due !== null) return request.due;
  return request.kind === 'fiu_information' && request.date !== null && !facts.withheld(request.id, 'due')
    ? addDays(request.date, request.dataHeld === true ? facts.plan.limits.fiuHeldDays : facts.plan.limits.egmontDays)
    : null;
}

const overdue = ruleAbout(
  'request',
  {
    id: 'R-FIN-03',
    reads: ['requests', 'limits'],
    title: 'No open request is past its due day',
    severity: 'warn',
    gate: 'daily',
    cadence: 'day',
  },
  (facts, request) => {
    const due = AWAITED.has(request.status) ? dueDay(facts, request) : null;
    if (due === null || due >= facts.today) return null;
    const days = daysBetween(due, facts.today);
    return {
      items: [
        { key: 'due', value: due },
        { key: 'days_overdue', value: days },
      ],
    };
  },
);

/** Working days within which a due day is announced. */
const DUE_SOON = 3;
const dueSoon = ruleAbout(
  'request',
  {
    id: 'R-FIN-04',
    reads: ['requests', 'agencies', 'holidays', 'limits'],
    title: 'Open requests due within three working days are looked at',
    severity: 'warn',
    gate: 'daily',
    cadence: 'day',
  },
  (facts, request) => {
    const due = AWAITED.has(request.status) ? dueDay(facts, request) : null;
    if (due === null || due < facts.today) return null;
    const cc = (request.from === null ? undefined : facts.agencies.get(request.from))?.cc ?? null;
    const holidays = cc === null ? [] : (facts.holidaysByCountry.get(cc) ?? []);
    const days = workingDaysUntil(facts.today, due, cc, holidays, DUE_SOON);
    if (days > DUE_SOON) return null;
    return {
      items: [
        { key: 'due', value: due },
        { key: 'working_days', value: days },
      ],
    };
  },
);

interface Effect {
  readonly request: Code;
  readonly from: LocalDate;
  /** null: open end */
  readonly until: LocalDate | null;
}
/** Requests that have no effect (any more). */
const NO_EFFECT: ReadonlySet<RequestState> = new Set(['refused', 'expired', 'withdrawn']);
/** Holds and freezes on an asset in order of their beginning. */
function effectsOn(facts: Facts, asset: Code): readonly Effect[] {
  return (facts.requestsByAsset.get(asset) ?? [])
    .flatMap(({ id, effect, status }) =>
      effect === null || NO_EFFECT.has(status) ? [] : [{ request: id, from: effect.from, until: effect.until }],
    )
    .sort(
      (a, b) =>
        compareCodes(a.from, b.from) ||
        compareCodes(a.until ?? '9999', b.until ?? '9999') ||
        compareCodes(a.request, b.request),
    );
}

const gap = ruleAbout(
  'asset',
  {
    id: 'R-FIN-05',
    reads: ['assets', 'requests'],
    title: 'Holds and freezes on an asset follow without a gap',
    severity: 'block',
    gate: 'finance_plan',
  },
  (facts, asset) => {
    const items: FindingItem[] = [];
    // The one that lasts longest so far: a short hold inside a long one opens no gap.
    let latest: Effect | null = null;
    for (const effect of effectsOn(facts, asset.id)) {
      if (latest?.until) {
        // The last day is covered: a hold to the 15th and a freeze from the 16th leave no gap.
        const days = daysBetween(latest.until, effect.from);
        if (days > 1) {
          items.push(
            { key: 'ends', ref: latest.request, value: latest.until },
            { key: 'begins', ref: effect.request, value: effect.from },
          );
        }
      }
      if (latest === null || (latest.until !== null && (effect.until === null || effect.until > latest.until)))
        latest = effect;
    }
    return items.length === 0 ? null : { items };
  },
);

const NEEDS_FINAL_ORDER: ReadonlySet<AssetState> = new Set(['confiscated', 'realised', 'shared']);
const title = ruleAbout(
  'asset',
  {
    id: 'R-FIN-06',
    reads: ['assets'],
    title: 'Confiscation rests on a final order, return on an order or agreement',
    severity: 'block',
    gate: 'state_change',
    dagger: true,
  },
  (facts, asset) => {
    if (facts.withheld(asset.id, 'order')) return null;
    if (NEEDS_FINAL_ORDER.has(asset.state) && asset.order?.final !== true) {
      return { items: [{ key: 'no_final_order', value: asset.state }] };
    }
    return asset.state === 'returned' && asset.order === null && asset.agreement === null
      ? { items: [{ key: 'no_title', value: asset.state }] }
      : null;
  },
);

/** Days before the end of the last hold at which a successor must be in sight. */
const HOLD_ENDS_SOON = 10;
const lapsing = ruleAbout(
  'asset',
  {
    id: 'R-FIN-07',
    reads: ['assets', 'requests'],
    title: 'The last hold on an asset does not end without a successor',
    severity: 'warn',
    gate: 'daily',
    cadence: 'day',
  },
  (facts, asset) => {
    let last: Effect | null = null;
    for (const effect of effectsOn(facts, asset.id)) {
      if (effect.until === null) return null;
      if (last?.until == null || effect.until > last.until) last = effect;
    }
    const left = last?.until ? daysBetween(facts.today, last.until) : null;
    if (last === null || left === null || left < 0 || left > HOLD_ENDS_SOON) return null;
    return {
      items: [
        { key: 'request', ref: last.request },
        { key: 'days_left', value: left },
      ],
    };
  },
);

const twice = ruleAbout(
  'asset',
  {
    id: 'R-FIN-09',
    reads: ['assets'],
    title: 'No account or wallet stands in two records',
    severity: 'warn',
    gate: 'import',
  },
  (facts, asset) => {
    const reference = assetReference(asset);
    const first = reference === null ? undefined : facts.assetsByReference.get(reference)?.[0];
    return !first || first.id === asset.id
      ? null
      : {
          items: [{ key: 'same_as', ref: first.id, also: { kind: asset.kind } }],
        };
  },
);

export const FIN_RULES: readonly Rule[] = [known, balance, overdue, dueSoon, gap, title, lapsing, twice];
