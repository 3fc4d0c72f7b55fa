/** Collects drafts: unique keys, references that resolve, nothing written for what is not given. */
import type { KindName } from '../../model/kinds/index.ts';
import type { Code, Plan } from '../../model/plan.ts';
import type { DraftRef, DraftWire, RecordDraft } from './types.ts';

type MaybeWire = DraftWire | undefined;
/** Fields as a mapper gives them; null and undefined are not written. */
export type DraftFields = Readonly<Record<string, MaybeWire>>;

const OPERATION_KEY = 'operation';
export const COUNTRY = /^[A-Z]{2}$/;
export const VICTIM_POOL = /^V:[A-Z]{2}$/;

export class DraftList {
  readonly #drafts: RecordDraft[] = [];
  readonly #used = new Set<string>();
  readonly #keyOfCode: ReadonlyMap<Code, string>;
  readonly #operation: string;

  constructor(plan: Plan) {
    this.#operation = `${OPERATION_KEY}:${plan.operation.id}`;
    this.#keyOfCode = keysOf(plan, this.#operation);
  }

  /** Adds one record and gives its key, for the parts that follow it. Every record but the operation names its operation. */
  add(kind: KindName, name: string, fields: DraftFields): string {
    const key = this.#uniqueKey(`${kind}:${name}`);
    const operation = kind === 'operation' ? {} : { operation: { ref: this.#operation } };
    this.#drafts.push({ key, kind, fields: given({ ...operation, ...fields }) });
    return key;
  }

  /** Reference to an item of the plan; null when there is none of that code (it was not released to us). */
  ref(code: Code | null): DraftRef | null {
    const key = code === null ? undefined : this.#keyOfCode.get(code);
    return key === undefined ? null : { ref: key };
  }

  /** The references of those codes that are in the plan. */
  refs(codes: readonly Code[]): readonly DraftRef[] {
    return codes.flatMap((code) => this.ref(code) ?? []);
  }

  /** A field that holds either a reference or one of some words (`REM`, `unknown`, `V:KH`, a country). */
  refOrWord(value: string | null, word: RegExp): DraftRef | string | null {
    return this.ref(value) ?? (value !== null && word.test(value) ? value : null);
  }

  done(): readonly RecordDraft[] {
    return this.#drafts;
  }

  /** The same person twice on a task, or two links between the same tasks, are two records. */
  #uniqueKey(wanted: string): string {
    let key = wanted;
    for (let n = 2; this.#used.has(key); n += 1) key = `${wanted}:${n}`;
    this.#used.add(key);
    return key;
  }
}

function given(fields: DraftFields): Readonly<Record<string, DraftWire>> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, DraftWire] => entry[1] !== undefined && entry[1] !== null),
  );
}

/** Ids are unique in the whole plan (SCHEMA, types), so one map serves every list. */
function keysOf(plan: Plan, operation: string): ReadonlyMap<Code, string> {
  const keys = new Map<Code, string>([[plan.operation.id, operation]]);
  const put = (kind: KindName, items: readonly { readonly id: Code }[]): void => {
    for (const { id } of items) keys.set(id, `${kind}:${id}`);
  };
  put('agency', plan.agencies);
  put('site', plan.sites);
  put('phase', plan.phases);
  put('syncGroup', plan.syncGroups);
  put('task', plan.tasks);
  put('person', plan.people);
  put('jit', plan.jits);
  put('agreement', plan.agreements);
  put('movement', plan.movements);
  put('entity', plan.entities);
  put('asset', plan.assets);
  put('flow', plan.flows);
  put('request', plan.requests);
  put('deconfliction', plan.deconfliction);
  put('risk', plan.risks);
  put('record', plan.records);
  put('release', plan.releases);
  return keys;
}

/** Lists, and texts that default to nothing, are written only when they hold something. */
export const some = <T extends DraftWire>(list: readonly T[]): readonly T[] | null => (list.length > 0 ? list : null);
export const unlessEmpty = (text: string): string | null => (text === '' ? null : text);
/** Booleans travel as 0 and 1; false is the default and is not written. */
export const flag = (value: boolean): 1 | null => (value ? 1 : null);
export const unless = <T extends DraftWire>(normal: T, value: T): T | null => (value === normal ? null : value);

/** Decimals are text on the wire: at most 12 places, no exponent, no trailing zeros. */
export function decimalOf(value: number): string {
  const text = value.toFixed(12).replace(/\.?0+$/u, '');
  return text === '-0' ? '0' : text;
}
