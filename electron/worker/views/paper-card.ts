/** One agreement, team, movement, request, asset or deconfliction: what it says, who signed, which steps it took, what findings touch it. */
import type {
  PaperCard,
  PaperFact,
  PaperKind,
  PaperRow,
  PaperSigning,
  PaperTable,
  PaperValue,
} from '#shared/contract/papers.ts';
import { lifecycleOf } from '#shared/domain/lifecycles/index.ts';
import { personNamed } from '#shared/domain/overrides/index.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import type {
  Code,
  Marking,
  PlanAgreement,
  PlanAsset,
  PlanDeconfliction,
  PlanJit,
  PlanMovement,
  PlanRequest,
  Signatures,
} from '#shared/model/plan.ts';
import { findingView, worstFirst } from './finding-views.ts';
import { findingsTouching } from './paper-views.ts';
import { type OperationState, planOf } from './state.ts';
import { subjectOf } from './subjects.ts';

/** When parties sign; `sign-handlers` refuses at any other time. */
export const SIGNED_WHEN = {
  agreement: ['mandated', 'partially_signed'],
  jit: ['drafting', 'partially_signed'],
  extension: ['in_force', 'extended'],
} as const;

const text = (value: string | null): PaperValue[] =>
  value === null || value === '' ? [] : [{ is: 'text', text: value }];
const texts = (values: readonly string[]): PaperValue[] => values.flatMap(text);
const day = (value: string | null): PaperValue[] => (value === null ? [] : [{ is: 'day', day: value }]);
const number = (n: number | null): PaperValue[] => (n === null ? [] : [{ is: 'number', n }]);
const word = (set: string, value: string | null): PaperValue[] =>
  value === null ? [] : [{ is: 'word', set, word: value }];
const words = (set: string, values: readonly string[]): PaperValue[] => values.flatMap((value) => word(set, value));
const yes = (value: boolean | null): PaperValue[] => (value === null ? [] : [{ is: 'yes', yes: value }]);
const money = (minor: number, ccy: string): PaperValue[] => [{ is: 'money', minor, ccy }];
const fact = (key: string, values: PaperValue[]): PaperFact => ({ key, values });

/** A code with the name of what it stands for; a country or a thing unknown here stands for itself. */
const codeOf = (state: OperationState, code: Code | null): PaperValue[] => {
  if (code === null) return [];
  const { kind, label } = subjectOf(planOf(state), code);
  return [{ is: 'code', code, name: kind === 'item' ? '' : label }];
};
const codes = (state: OperationState, all: readonly Code[]): PaperValue[] => all.flatMap((code) => codeOf(state, code));

interface Said {
  readonly facts: readonly PaperFact[];
  readonly tables: readonly PaperTable[];
  readonly signings: readonly PaperSigning[];
}
const table = (key: string, columns: readonly string[], rows: PaperValue[][][]): PaperTable[] =>
  rows.length === 0 ? [] : [{ key, columns: [...columns], rows: rows.slice(0, 500) }];

function signing(
  state: OperationState,
  parties: readonly string[],
  signed: Signatures,
  extension: string | null,
  open: boolean,
): PaperSigning {
  const named = parties.map((party) => ({
    party,
    name: state.facts.agencies.get(party)?.name ?? '',
    on: signed[party] ?? null,
  }));
  return { extension, open: open && named.some(({ on }) => on === null), parties: named };
}
const among = (states: readonly string[], state: string): boolean => states.includes(state);

function agreement(state: OperationState, paper: PlanAgreement): Said {
  const { covers, transit } = paper;
  const routes = covers.filter(({ from, to }) => from.length + to.length > 0);
  const data = covers.filter((row) => row.data.length > 0 || row.purpose !== null);
  return {
    facts: [
      fact('type', word('agreementType', paper.type)),
      fact('since', day(paper.since)),
      fact('from', day(paper.from)),
      fact('until', day(paper.until)),
      fact('notice', number(paper.noticeMonths)),
      fact('approvedBy', codes(state, paper.approvedBy ?? [])),
      fact('document', text(paper.documentHash)),
    ],
    tables: [
      ...table(
        'covers',
        ['from', 'to', 'nationality', 'category'],
        routes.map((row) => [texts(row.from), texts(row.to), texts(row.nat), words('category', row.cat)]),
      ),
      ...table(
        'data',
        ['data', 'purpose'],
        data.map((row) => [texts(row.data), text(row.purpose)]),
      ),
      ...table(
        'transit',
        ['via', 'nationality', 'category'],
        transit.map((row) => [text(row.via), texts(row.nat), words('category', row.cat)]),
      ),
      ...table(
        'approval',
        ['step', 'day', 'reference'],
        paper.approval.map((one) => [word('agreement', one.step), day(one.date), text(one.ref)]),
      ),
    ],
    signings: [signing(state, paper.parties, paper.signed, null, among(SIGNED_WHEN.agreement, paper.state))],
  };
}

function jit(state: OperationState, team: PlanJit): Said {
  const { status, parties } = team;
  return {
    facts: [
      fact('from', day(team.from)),
      fact('until', day(team.until)),
      fact('operatesIn', texts(team.operatesIn)),
      fact('basis', texts(team.basis)),
      fact('members', number(new Set([...team.members, ...Object.values(team.leaders)]).size)),
      fact('arms', yes(team.armsForSeconded)),
      fact('costs', text(team.costs)),
      fact('evaluation', day(team.evaluationDue)),
      fact('languages', texts(team.languages ?? [])),
    ],
    tables: [
      ...table(
        'leaders',
        ['country', 'person'],
        Object.entries(team.leaders).map(([cc, person]) => [text(cc), codeOf(state, person)]),
      ),
      ...table(
        'seconded',
        ['person', 'country'],
        Object.entries(team.seconded).map(([person, cc]) => [codeOf(state, person), text(cc)]),
      ),
    ],
    signings: [
      signing(state, parties, team.signed, null, among(SIGNED_WHEN.jit, status)),
      ...team.extensions.map(({ until, signed }) =>
        signing(state, parties, signed, until, among(SIGNED_WHEN.extension, status)),
      ),
    ],
  };
}

function movement(state: OperationState, move: PlanMovement): Said {
  const { refTz } = planOf(state).operation;
  const { checks } = move;
  const people = move.pax.reduce((sum, { n }) => sum + n, 0);
  const counted = checks === null ? [] : Object.entries(checks).filter(([, value]) => typeof value === 'number');
  return {
    facts: [
      fact('task', codeOf(state, move.task)),
      fact('mode', word('mode', move.mode)),
      fact('depart', [{ is: 'time', at: move.depart, zone: refTz }]),
      fact('route', texts([move.from, ...move.via, ...move.to])),
      fact('travellers', number(people)),
      fact('seats', number(move.seats)),
      fact('escorts', number(move.escorts)),
      fact('support', number(move.support)),
      fact('medics', number(move.medics)),
      fact('flightHours', number(move.flightHours)),
      fact('separation', yes(move.separationPlan)),
      fact('receiving', codeOf(state, move.receiving)),
      fact('carrierNotice', yes(checks?.carrierNotice ?? null)),
      fact('handoverSlot', yes(checks?.handoverSlot ?? null)),
    ],
    tables: [
      ...table(
        'pax',
        ['nationality', 'category', 'count', 'to', 'highRisk', 'minors', 'basis'],
        move.pax.map((row) => [
          text(row.nat),
          word('category', row.cat),
          number(row.n),
          text(row.to),
          number(row.highRisk),
          number(row.minorsAlone),
          codeOf(state, row.basis),
        ]),
      ),
      ...table(
        'checks',
        ['check', 'done', 'of'],
        counted.map(([name, done]) => [word('check', name), number(Number(done)), number(people)]),
      ),
      ...table(
        'permissions',
        ['via', 'reference', 'arms'],
        move.journey.permissions.map((one) => [text(one.via), text(one.reference), yes(one.armed)]),
      ),
      ...table(
        'handovers',
        ['time', 'place', 'count', 'difference'],
        move.journey.handovers.map((one) => [
          [{ is: 'time', at: one.at, zone: refTz }],
          text(one.place),
          one.counts.length === 0 ? [] : number(one.counts.reduce((sum, { n }) => sum + n, 0)),
          text(one.difference),
        ]),
      ),
    ],
    signings: [],
  };
}

function request(state: OperationState, one: PlanRequest): Said {
  return {
    facts: [
      fact('requestKind', text(one.kind)),
      fact('channel', text(one.channel)),
      fact('asks', codeOf(state, one.from)),
      fact('asked', text(one.to)),
      fact('sent', day(one.date)),
      fact('due', day(one.due)),
      fact('asset', codeOf(state, one.asset)),
      fact('entity', codeOf(state, one.entity)),
      fact('measure', text(one.effect?.measure ?? null)),
      fact('effectFrom', day(one.effect?.from ?? null)),
      fact('effectUntil', day(one.effect?.until ?? null)),
      fact('dataHeld', yes(one.dataHeld)),
    ],
    tables: [],
    signings: [],
  };
}

function asset(state: OperationState, one: PlanAsset): Said {
  const requests = planOf(state).requests.filter((r) => r.asset === one.id);
  return {
    facts: [
      fact('assetKind', word('assetKind', one.kind)),
      fact('reference', text(one.ref)),
      fact('value', money(one.usdMinor, 'USD')),
      fact('amount', one.amount === null ? [] : [...money(one.amount.minor, one.amount.ccy), ...day(one.amount.on)]),
      fact('owner', one.owner === 'unknown' ? word('owner', one.owner) : codeOf(state, one.owner)),
      fact('country', text(one.cc)),
      fact('order', text(one.order?.ref ?? null)),
      fact('orderDate', day(one.order?.date ?? null)),
      fact('orderFinal', yes(one.order?.final ?? null)),
      fact('agreement', codeOf(state, one.agreement)),
    ],
    tables: table(
      'requests',
      ['request', 'state', 'measure', 'from', 'until'],
      requests.map((r) => [
        codeOf(state, r.id),
        word('request', r.status),
        text(r.effect?.measure ?? null),
        day(r.effect?.from ?? null),
        day(r.effect?.until ?? null),
      ]),
    ),
    signings: [],
  };
}

function deconfliction(state: OperationState, one: PlanDeconfliction): Said {
  return {
    facts: [
      fact('about', text(one.about)),
      fact('with', codeOf(state, one.with)),
      fact('site', codeOf(state, one.site)),
      fact('raised', day(one.raised)),
    ],
    tables: [],
    signings: [],
  };
}

function said(state: OperationState, kind: PaperKind, code: Code): Said {
  const nothing: Said = { facts: [], tables: [], signings: [] };
  const of = <T>(one: T | undefined, say: (state: OperationState, one: T) => Said): Said =>
    one === undefined ? nothing : say(state, one);
  const { facts } = state;
  switch (kind) {
    case 'agreement':
      return of(facts.agreements.get(code), agreement);
    case 'jit':
      return of(facts.jits.get(code), jit);
    case 'movement':
      return of(facts.movements.get(code), movement);
    case 'request':
      return of(facts.requests.get(code), request);
    case 'asset':
      return of(facts.assets.get(code), asset);
    case 'deconfliction':
      return of(facts.deconfliction.get(code), deconfliction);
  }
}

/** Own marking; what is not given is inherited from the operation, each system on its own. */
function markingOf(state: OperationState, row: RecordRow | undefined): PaperCard['marking'] {
  const base = planOf(state).operation.marking;
  const { tlp, level, handling } = row?.fields ?? {};
  return {
    tlp: (typeof tlp === 'string' ? tlp : base.tlp) as Marking['tlp'],
    level: (typeof level === 'string' ? level : base.level) as Marking['level'],
    handling: Array.isArray(handling) ? handling.map(String) : [...base.handling],
  };
}

const texted = (value: Wire | undefined): string | null => (typeof value === 'string' ? value : null);
function takenSteps(
  state: OperationState,
  kind: PaperKind,
  record: string,
  rows: readonly RecordRow[],
): PaperCard['taken'] {
  const who = (name: string | null): string | null =>
    name === null ? null : (personNamed(planOf(state), name)?.name ?? name);
  return rows
    .filter((row) => row.kind === 'stepTaken' && row.fields['of'] === record)
    .reverse()
    .slice(0, 200)
    .map(({ fields }) => {
      const [from, to] = Array.isArray(fields['states']) ? fields['states'].map(String) : ['', ''];
      const same = { en: to ?? '', fr: to ?? '' };
      return {
        on: texted(fields['on']) ?? '',
        from: from ?? '',
        to: to ?? '',
        toName: lifecycleOf(kind).info[to ?? '']?.name ?? same,
        by: who(texted(fields['by'])) ?? '',
        role: texted(fields['role']) ?? '',
        second: who(texted(fields['second'])),
        reference: texted(fields['reference']),
        reason: texted(fields['reason']),
      };
    });
}

/** `rows`: the records of the operation; `agency`: this one. */
export function paperCard(
  state: OperationState,
  { kind, row }: { readonly kind: PaperKind; readonly row: PaperRow },
  rows: readonly RecordRow[],
  agency: string,
): PaperCard {
  const record = rows.find(({ id }) => id === row.id);
  const { facts, tables, signings } = said(state, kind, row.code);
  const stateField = kind === 'agreement' || kind === 'asset' ? 'state' : 'status';
  return {
    kind,
    row,
    marking: markingOf(state, record),
    mine: state.mine && record?.owner === agency,
    contested: (record?.contested ?? []).includes(stateField),
    today: state.facts.today,
    facts: [...facts],
    tables: [...tables],
    signings: [...signings],
    taken: takenSteps(state, kind, row.id, rows),
    findings: [...findingsTouching(state, row.code)].sort(worstFirst).map((finding) => findingView(state, finding)),
  };
}
