/** Agreements, teams, movements, requests, assets and deconflictions as lists: what each is, how it stands and which findings touch it. */
import type { PaperKind, PaperRow } from '#shared/contract/papers.ts';
import { PAPER_KINDS } from '#shared/contract/papers.ts';
import { jitEnd } from '#shared/domain/facts/papers.ts';
import { lifecycleOf } from '#shared/domain/lifecycles/index.ts';
import type { Bi, Code, Finding, LocalDate } from '#shared/model/plan.ts';
import { wallClock } from '#shared/time/wall-clock.ts';
import { countFindings } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

/** What every kind says of itself. */
interface Paper {
  readonly kind: PaperKind;
  readonly code: Code;
  readonly label: Bi;
  readonly state: string;
  readonly parties: readonly string[];
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
}
const same = (text: string): Bi => ({ en: text, fr: text });
const given = (codes: readonly (string | null)[]): readonly string[] => codes.flatMap((code) => code ?? []);

function papersOf(state: OperationState, kind: PaperKind): readonly Paper[] {
  const plan = planOf(state);
  switch (kind) {
    case 'agreement':
      return plan.agreements.map(({ id, title, state: at, parties, from, until }) => ({
        kind,
        code: id,
        label: title,
        state: at,
        parties,
        from,
        until,
      }));
    case 'jit':
      return plan.jits.map((jit) => {
        const { id, name, status, parties, from } = jit;
        return { kind, code: id, label: same(name), state: status, parties, from, until: jitEnd(jit) };
      });
    case 'movement':
      return plan.movements.map(({ id, from, to, status, depart, receiving }) => ({
        kind,
        code: id,
        label: same(`${from} → ${to.join(', ')}`),
        state: status,
        parties: given([receiving]),
        from: wallClock(depart, plan.operation.refTz).date,
        until: null,
      }));
    case 'request':
      return plan.requests.map(({ id, kind: what, channel, status, from, to, date, due }) => ({
        kind,
        code: id,
        label: same(`${what} · ${channel}`),
        state: status,
        parties: given([from, to]),
        from: date,
        until: due,
      }));
    case 'asset':
      return plan.assets.map(({ id, ref, state: at, cc }) => ({
        kind,
        code: id,
        label: same(ref),
        state: at,
        parties: given([cc]),
        from: null,
        until: null,
      }));
    case 'deconfliction':
      return plan.deconfliction.map(({ id, about, status, with: other, raised }) => ({
        kind,
        code: id,
        label: same(about),
        state: status,
        parties: [other],
        from: raised,
        until: null,
      }));
  }
}

const touching = new WeakMap<OperationState, ReadonlyMap<Code, readonly Finding[]>>();
/** Findings by every code they are about or speak of; what is within a release counts for the record itself. */
export function findingsTouching(state: OperationState, code: Code): readonly Finding[] {
  let known = touching.get(state);
  if (!known) {
    const table = new Map<Code, Finding[]>();
    for (const finding of state.findings)
      for (const one of new Set([finding.subject, ...finding.items.flatMap(({ ref }) => ref ?? [])]))
        table.set(one, [...(table.get(one) ?? []), finding]);
    touching.set(state, (known = table));
  }
  return known.get(code) ?? [];
}

const RANK: Readonly<Record<string, number>> = { open: 0, paused: 0, stopped: 1, settled: 2, final: 3 };
export const stageOf = (kind: PaperKind, state: string): { readonly stage: string; readonly name: Bi } =>
  lifecycleOf(kind).info[state] ?? { stage: 'open', name: same(state) };

function rowOf(state: OperationState, paper: Paper): Omit<PaperRow, 'index'> {
  const { stage, name } = stageOf(paper.kind, paper.state);
  return {
    id: recordOf(state, paper.code) ?? '',
    code: paper.code,
    label: paper.label,
    state: paper.state,
    stateName: name,
    stage,
    parties: [...paper.parties],
    from: paper.from,
    until: paper.until,
    findings: countFindings(findingsTouching(state, paper.code), state.judged),
  };
}

const lists = new WeakMap<OperationState, Map<PaperKind, readonly PaperRow[]>>();
/** Every row of a kind, the most urgent first: what a block touches, what a warning touches, what is under way; then by code. */
export function paperRows(state: OperationState, kind: PaperKind): readonly PaperRow[] {
  const kept = lists.get(state) ?? new Map<PaperKind, readonly PaperRow[]>();
  lists.set(state, kept);
  const known = kept.get(kind);
  if (known) return known;
  const rank = ({ findings, stage }: Omit<PaperRow, 'index'>): number =>
    (findings.block > 0 ? 0 : findings.warn > 0 ? 10 : 20) + (RANK[stage] ?? 0);
  const rows = papersOf(state, kind)
    .map((paper) => rowOf(state, paper))
    .sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code, 'en', { numeric: true }))
    .map((row, index) => ({ ...row, index }));
  kept.set(kind, rows);
  return rows;
}

/** Rows that hold the text in code, name, state or parties. */
export function matchingRows(
  rows: readonly PaperRow[],
  { find, findings }: { readonly find: string; readonly findings: boolean },
): readonly PaperRow[] {
  const wanted = find.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      (!findings || row.findings.block + row.findings.warn > 0) &&
      (wanted === '' ||
        [row.code, row.label.en, row.label.fr, row.state.replaceAll('_', ' '), ...row.parties].some((text) =>
          text.toLowerCase().includes(wanted),
        )),
  );
  return kept.map((row, index) => ({ ...row, index }));
}

export function paperKinds(state: OperationState) {
  return PAPER_KINDS.map((kind) => {
    const rows = paperRows(state, kind);
    const all = new Set(rows.flatMap(({ code }) => findingsTouching(state, code)));
    return { kind, total: rows.length, findings: countFindings([...all], state.judged) };
  });
}

/** Kind and row of an item named by record id or code; null: it is none of these. */
export function paperNamed(
  state: OperationState,
  item: string,
): { readonly kind: PaperKind; readonly row: PaperRow } | null {
  const code = state.view.codeOf.get(item) ?? item;
  for (const kind of PAPER_KINDS) {
    const row = paperRows(state, kind).find((one) => one.code === code);
    if (row) return { kind, row };
  }
  return null;
}
