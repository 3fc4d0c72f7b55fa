/** The money of an operation: victims' payments through accounts and wallets into things, and the requests that stop it. */
import { NOT_RECORDED } from '../../model/held.ts';
import type { Code, PlanAgency, PlanAsset, PlanEntity, PlanFlow, PlanRequest } from '../../model/plan.ts';
import type { AssetKind, AssetState, RequestState } from '../../model/vocabulary.ts';
import { addDays } from '../../time/calendar.ts';
import { COUNTRIES } from './countries.ts';
import type { Dice } from './dice.ts';
import { day, type Frame } from './frame.ts';
import { companyName, personName, SCRIPTS } from './names.ts';

export interface Money {
  readonly entities: readonly PlanEntity[];
  readonly assets: readonly PlanAsset[];
  readonly flows: readonly PlanFlow[];
  readonly requests: readonly PlanRequest[];
}
/** Money asks for about one asset in eighteen tasks. */
const TASKS_PER_ASSET = 18;

const code = (prefix: string, n: number, width = 2): Code => `${prefix}${String(n).padStart(width, '0')}`;

export function makeMoney(dice: Dice, frame: Frame, tasks: number): Money {
  const count = Math.max(8, Math.round(tasks / TASKS_PER_ASSET));
  const ccs = [...new Set(frame.agencies.flatMap((a) => a.cc ?? []))];
  const entities: readonly PlanEntity[] = Array.from({ length: Math.ceil(count * 0.6) }, (_, i) => {
    // The people behind the money come from everywhere: every script in every operation.
    const script = SCRIPTS[i % SCRIPTS.length] ?? 'latin';
    const { cc } = dice.pick(COUNTRIES.filter((c) => c.script === script));
    const kind = i % 3 === 0 ? ('company' as const) : ('person' as const);
    return {
      id: code('E', i + 1),
      kind,
      name: kind === 'company' ? companyName(dice, script) : personName(dice, script),
      cc,
    };
  });
  const layers = layersOf(count);
  const { assets, flows } = chain(dice, frame, layers, entities, ccs);
  return { entities, assets, flows, requests: makeRequests(dice, frame, assets, entities) };
}

/** Mule accounts, company accounts, wallets, and what is bought in the end. */
function layersOf(count: number): readonly (readonly AssetKind[])[] {
  const mules = Math.max(2, Math.round(count * 0.35));
  const firms = Math.max(2, Math.round(count * 0.2));
  const wallets = Math.max(2, Math.round(count * 0.25));
  const things = Math.max(2, count - mules - firms - wallets);
  const bought: readonly AssetKind[] = ['property', 'vehicle', 'cash', 'company_share', 'other'];
  return [
    Array.from({ length: mules }, () => 'bank_account' as const),
    Array.from({ length: firms }, () => 'bank_account' as const),
    Array.from({ length: wallets }, () => 'crypto_wallet' as const),
    Array.from({ length: things }, (_, i) => bought[i % bought.length] ?? 'other'),
  ];
}

function chain(
  dice: Dice,
  frame: Frame,
  layers: readonly (readonly AssetKind[])[],
  entities: readonly PlanEntity[],
  ccs: readonly string[],
): Pick<Money, 'assets' | 'flows'> {
  let n = 0;
  const ids = layers.map((layer) => layer.map(() => code('AS', ++n)));
  const assets: PlanAsset[] = [];
  const flows: PlanFlow[] = [];
  const inflow = new Map<Code, number>();
  const pay = (src: string, dst: Code, usdMinor: number, method: string): void => {
    if (usdMinor < 1) return;
    flows.push({
      id: code('F', flows.length + 1, 3),
      src,
      dst,
      usdMinor,
      date: day(frame, -dice.int(40, 160)),
      method,
    });
    inflow.set(dst, (inflow.get(dst) ?? 0) + usdMinor);
  };
  layers.forEach((layer, depth) =>
    layer.forEach((kind, i) => {
      const id = ids[depth]?.[i] ?? '';
      if (depth === 0)
        for (let k = dice.int(1, 3); k > 0; k--)
          pay(
            `V:${dice.pick(ccs)}`,
            id,
            dice.int(20_000, 900_000) * 100 + dice.int(0, 99),
            dice.pick(['transfer', 'transfer', 'card']),
          );
      const received = inflow.get(id) ?? 0;
      const isHolding = kind === 'bank_account' || kind === 'crypto_wallet';
      const onward = isHolding ? Math.round((received * dice.int(55, 97)) / 100) : 0;
      const targets = dice.some(ids[depth + 1] ?? [], dice.int(1, 2));
      targets.forEach((dst, t) => {
        const part =
          t === 0 && targets.length > 1
            ? Math.floor(onward / 3)
            : targets.length > 1
              ? onward - Math.floor(onward / 3)
              : onward;
        pay(
          id,
          dst,
          part,
          kind === 'crypto_wallet'
            ? dice.pick(['swap', 'cash_out', 'crypto'])
            : dice.pick(['transfer', 'otc', 'instalment']),
        );
      });
      assets.push(
        makeAsset(dice, frame, {
          id,
          kind,
          entities,
          ccs,
          left: isHolding ? received - onward : received || 5_000_000,
        }),
      );
    }),
  );
  // The same account in two records under two spellings (R-FIN-09).
  const [first, second] = assets;
  if (first && second && dice.chance(0.4))
    assets[1] = { ...second, ref: first.ref.toLowerCase().replaceAll('-', '- ') };
  return { assets, flows };
}

interface Making {
  readonly id: Code;
  readonly kind: AssetKind;
  readonly entities: readonly PlanEntity[];
  readonly ccs: readonly string[];
  /** US cents that should still be there. */
  readonly left: number;
}
function makeAsset(dice: Dice, frame: Frame, { id, kind, entities, ccs, left }: Making): PlanAsset {
  const isWallet = kind === 'crypto_wallet';
  const cc = isWallet || dice.chance(0.02) ? null : dice.pick(ccs);
  const state: AssetState = dice.weighted({
    identified: 30,
    traced: 34,
    stop_requested: 6,
    suspended: 8,
    frozen: 12,
    seized: 5,
    confiscation_pending: 2,
    confiscated: 2,
    returned: 1,
  });
  const isFinal = state === 'confiscated' || state === 'returned';
  return {
    id,
    kind,
    ref: `DEMO-${cc ?? 'W'}-${String(dice.int(0, 99_999)).padStart(5, '0')}-${id}`,
    state,
    // Money nobody can explain: R-FIN-02.
    usdMinor: dice.chance(0.06) ? Math.round(left * 1.9) + 7_500_000 : left,
    owner: dice.chance(0.03) ? null : dice.chance(0.12) ? 'unknown' : dice.pick(entities).id,
    cc,
    ccy: isWallet ? dice.pick(['USDT', 'BTC', 'ETH']) : null,
    order:
      isFinal && !dice.chance(0.25)
        ? { ref: `order ${dice.int(10, 99)}/2027`, date: day(frame, -20), final: true }
        : null,
    agreement: null,
    ...NOT_RECORDED.asset,
  };
}

const CHANNELS: readonly (readonly [kind: string, channel: string])[] = [
  ['fiu_information', 'Egmont'],
  ['informal_trace', 'ARIN-AP'],
  ['fiu_information', 'Egmont'],
  ['seizure', 'MLA'],
  ['informal_trace', 'NCB'],
];

function makeRequests(
  dice: Dice,
  frame: Frame,
  assets: readonly PlanAsset[],
  entities: readonly PlanEntity[],
): readonly PlanRequest[] {
  const { today } = frame;
  const list: PlanRequest[] = [];
  const askers = frame.agencies.filter((a) => ['fiu', 'asset_recovery', 'lead', 'host', 'partner'].includes(a.role));
  const add = (request: Omit<PlanRequest, 'id' | 'from'>, from: PlanAgency): void => {
    list.push({ id: code('RQ', list.length + 1), from: from.id, ...request });
  };
  for (const asset of assets) {
    const to = asset.cc ?? dice.pick(frame.agencies.flatMap((a) => a.cc ?? []));
    if (['suspended', 'frozen', 'seized'].includes(asset.state)) holds(dice, frame, asset, to, dice.pick(askers), add);
    else if (dice.chance(0.35)) {
      const [kind, channel] = dice.pick(CHANNELS);
      const date = addDays(today, -dice.int(3, 25));
      const status: RequestState = dice.weighted({
        submitted: 2,
        acknowledged: 2,
        in_progress: 3,
        answered: 4,
        closed: 1,
      });
      // Most are due in good time; some are late (R-FIN-03) or about to be (R-FIN-04).
      const due = addDays(
        today,
        dice.weighted({ fine: 80, late: 12, soon: 8 }) === 'fine' ? dice.int(10, 60) : dice.int(-12, 3),
      );
      add(
        {
          kind,
          channel,
          to,
          status,
          asset: asset.id,
          entity: null,
          date,
          due: due < date ? addDays(date, 1) : due,
          effect: null,
          ...NOT_RECORDED.request,
        },
        dice.pick(askers),
      );
    }
  }
  const wanted = dice.pick(entities);
  add(
    {
      kind: 'asset_notice',
      channel: 'Silver Notice',
      to: '*',
      status: 'draft',
      asset: null,
      entity: wanted.id,
      date: null,
      due: null,
      effect: null,
      ...NOT_RECORDED.request,
    },
    frame.lead,
  );
  return list;
}

/** A short hold and the court freeze that takes over; now and then too late (R-FIN-05) or with nothing after it (R-FIN-07). */
function holds(
  dice: Dice,
  frame: Frame,
  asset: PlanAsset,
  to: string,
  from: PlanAgency,
  add: (request: Omit<PlanRequest, 'id' | 'from'>, from: PlanAgency) => void,
): void {
  const { today } = frame;
  const start = addDays(today, -dice.int(4, 12));
  const ends = addDays(start, 14);
  const base = { to, asset: asset.id, entity: null, ...NOT_RECORDED.request };
  add(
    {
      ...base,
      kind: 'stop_payment',
      channel: 'I-GRIP',
      status: 'answered',
      date: start,
      due: null,
      effect: { measure: 'suspension', from: start, until: ends },
    },
    from,
  );
  if (dice.chance(0.12)) return;
  const freeze = addDays(ends, dice.chance(0.12) ? dice.int(2, 6) : dice.int(0, 1));
  add(
    {
      ...base,
      kind: 'freeze',
      channel: 'MLA',
      status: dice.pick(['submitted', 'acknowledged', 'answered'] as const),
      date: addDays(start, 2),
      due: addDays(today, dice.int(8, 30)),
      effect: { measure: 'court_freeze', from: freeze, until: dice.chance(0.2) ? null : addDays(freeze, 180) },
    },
    from,
  );
}
