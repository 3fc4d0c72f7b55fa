/** R-FIN and R-HAN of docs/rules.md, read the slow way. */
import type { PlanAgency, PlanAsset, PlanRecord, PlanRelease, PlanRequest } from '#shared/model/plan.ts';
import { inForceOn, peopleOf } from './papers.ts';
import { daysFromTo, plusDays, type Said, type Scene } from './scene.ts';

const isPending = ({ status }: PlanRequest): boolean =>
  /^(submitted|acknowledged|in_progress|partly_answered)$/.test(status);

export function finSays(scene: Scene): Said[] {
  const said: Said[] = [];
  const { assets, limits, requests } = scene.plan;
  assets.forEach((asset, n) => {
    const say = (rule: string, severity: Said['severity'], when: boolean): void => {
      if (when) said.push({ rule, severity, subject: asset.id });
    };
    say('R-FIN-01', 'warn', asset.owner === null || (asset.cc === null && asset.kind !== 'crypto_wallet'));
    say('R-FIN-02', 'warn', unbalanced(scene, asset));
    const { gap, lapses } = measures(scene, asset);
    say('R-FIN-05', 'block', gap);
    const final = asset.order?.final === true;
    const untitled =
      (/^(confiscated|realised|shared)$/.test(asset.state) && !final) ||
      (asset.state === 'returned' && asset.order === null && asset.agreement === null);
    say('R-FIN-06', 'block', untitled);
    say('R-FIN-07', 'warn', lapses);
    say(
      'R-FIN-09',
      'warn',
      assets.slice(0, n).some((other) => sameAccount(other, asset)),
    );
  });
  for (const request of requests.filter(isPending)) {
    const assumed =
      request.kind === 'fiu_information' && request.date !== null ? plusDays(request.date, limits.egmontDays) : null;
    const due = request.due ?? assumed;
    if (due === null) continue;
    if (due < scene.today) said.push({ rule: 'R-FIN-03', severity: 'warn', subject: request.id });
    else if (workingDays(scene, request, due) <= 3)
      said.push({ rule: 'R-FIN-04', severity: 'warn', subject: request.id });
  }
  return said;
}

function unbalanced({ plan }: Scene, { id, kind, usdMinor }: PlanAsset): boolean {
  if (kind !== 'bank_account' && kind !== 'crypto_wallet') return false;
  const sum = (side: 'src' | 'dst'): number =>
    plan.flows.filter((flow) => flow[side] === id).reduce((total, flow) => total + flow.usdMinor, 0);
  const inflow = sum('dst');
  return inflow > 0 && Math.abs(sum('src') + usdMinor - inflow) > (inflow * plan.limits.flowTolerancePct) / 100;
}

function measures({ plan, today }: Scene, asset: PlanAsset): { gap: boolean; lapses: boolean } {
  const effects = plan.requests
    .filter((request) => request.asset === asset.id && !/^(refused|expired|withdrawn)$/.test(request.status))
    .flatMap(({ effect }) => effect ?? [])
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  let gap = false;
  let end = '';
  for (const { from, until } of effects) {
    if (end !== '' && end !== 'open' && daysFromTo(end, from) > 1) gap = true;
    if (until === null || end === 'open') end = 'open';
    else if (until > end) end = until;
  }
  return { gap, lapses: end !== '' && end !== 'open' && end >= today && daysFromTo(today, end) <= 10 };
}

function sameAccount(a: PlanAsset, b: PlanAsset): boolean {
  const plain = ({ kind, ref }: PlanAsset): string => {
    const close = ref.replace(/\s/gu, '');
    return kind === 'bank_account' ? close.toUpperCase() : close;
  };
  return a.kind === b.kind && /^(bank_account|crypto_wallet)$/.test(a.kind) && plain(a) === plain(b);
}

/** Working days from tomorrow to the due day; weekends as ICU knows them for the requester's country. */
function workingDays(scene: Scene, request: PlanRequest, due: string): number {
  const cc = scene.agency(request.from)?.cc ?? null;
  const weekend = weekendOf(cc);
  let days = 0;
  for (let day = plusDays(scene.today, 1); day <= due && days < 10; day = plusDays(day, 1)) {
    const iso = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    const free = scene.plan.holidays.some((holiday) => holiday.cc === cc && holiday.from <= day && day <= holiday.to);
    if (!weekend.includes(iso + 1) && !free) days++;
  }
  return days;
}
function weekendOf(cc: string | null): readonly number[] {
  if (cc === null) return [6, 7];
  const locale: Intl.Locale & { getWeekInfo?: () => { weekend: readonly number[] } } = new Intl.Locale(`und-${cc}`);
  return locale.getWeekInfo?.().weekend ?? [6, 7];
}

export function hanSays(scene: Scene): Said[] {
  const said: Said[] = [];
  for (const record of scene.plan.records) {
    const { level, owner, purpose, retainUntil, tlp } = record;
    if (owner === null || tlp === null || level === null || purpose.length === 0 || retainUntil === null)
      said.push({ rule: 'R-HAN-01', severity: 'block', subject: record.id });
    if (retainUntil !== null && retainUntil < scene.today)
      said.push({ rule: 'R-HAN-08', severity: 'block', subject: record.id });
  }
  for (const release of scene.plan.releases) {
    const ahead = /^(draft|checked|approved|signed)$/.test(release.status);
    const records = scene.plan.records.filter(({ id }) => release.records.includes(id));
    const to = scene.agency(release.to);
    for (const record of records) {
      const say = (rule: string, when: boolean): void => {
        if (when) said.push({ rule, severity: 'block', subject: `${release.id}/${record.id}` });
      };
      say('R-HAN-09', record.withdrawn !== null && release.status !== 'recalled');
      if (!ahead || !to) continue;
      // back to its owner is no passing on
      const foreign = record.owner !== release.by && record.owner !== to.id;
      const strict = record.tlp === 'RED' || record.tlp === 'AMBER+STRICT';
      const byName =
        release.persons.length > 0 && release.persons.every((id) => scene.person(id)?.agency === release.to);
      say('R-HAN-02', (strict && foreign) || (record.tlp === 'RED' && !byName));
      say('R-HAN-03', record.handling.includes('H2') && foreign && !record.consent.includes(to.id));
      const known = record.tlp === 'CLEAR' || record.owner === to.id;
      say('R-HAN-05', !known && !record.links.some((link) => takesPart(scene, to, link)));
      say('R-HAN-13', !record.purpose.includes(release.purpose));
    }
    if (ahead && to?.role === 'victim_support' && records.some(({ personal }) => personal))
      if (!cooperates(scene, release, to)) said.push({ rule: 'R-HAN-06', severity: 'block', subject: release.id });
  }
  return said;
}

function takesPart(scene: Scene, to: PlanAgency, link: PlanRecord['links'][number]): boolean {
  const { jits, movements, operation, requests } = scene.plan;
  const owns = (id: string | null): boolean => scene.tasks.some((task) => task.id === id && task.owner === to.id);
  if (link === operation.id) return scene.tasks.some(({ owner }) => owner === to.id);
  const jit = jits.find(({ id }) => id === link);
  if (jit)
    return (
      (to.cc !== null && jit.parties.includes(to.cc)) ||
      peopleOf(jit).some((person) => scene.person(person)?.agency === to.id)
    );
  const movement = movements.find(({ id }) => id === link);
  if (movement) return movement.receiving === to.id || owns(movement.task);
  const request = requests.find(({ id }) => id === link);
  return (
    request !== undefined &&
    (request.from === to.id || (to.cc !== null && (request.to === to.cc || request.to === '*')))
  );
}

function cooperates(scene: Scene, release: PlanRelease, to: PlanAgency): boolean {
  const country = scene.agency(release.by)?.cc ?? null;
  return scene.plan.agreements.some(
    (agreement) =>
      agreement.type === 'cooperation' &&
      inForceOn(agreement, scene.today) &&
      agreement.parties.includes(to.id) &&
      agreement.parties.some((party) => party === release.by || (country !== null && party === country)) &&
      (agreement.covers.every(({ purpose }) => purpose === null) ||
        agreement.covers.some(({ purpose }) => purpose === release.purpose)),
  );
}
