/** Collects everything that is wrong with a file, so that a person corrects it in one round. */
import { type Refusal, refusal } from '../../result/refusal.ts';

/** More faults than this are counted, not listed. */
export const MAX_FAULTS = 500;

/** Where a value stands: the item (`tasks T12`, `holidays[2]`, `operation`) and the way down to the value. */
export interface At {
  readonly up: At | null;
  readonly step: string | number;
}
export const itemAt = (label: string): At => ({ up: null, step: label });
export const under = (up: At, step: string | number): At => ({ up, step });

/** `tasks T12: need.sk.entry`, `movements M1: pax[0].n`, `operation`, `what_if[0]: gone[1]`. */
export function placeOf(at: At): string {
  let path = '';
  let here = at;
  while (here.up !== null) {
    const step = typeof here.step === 'number' ? `[${here.step}]` : here.step;
    path = path === '' || path.startsWith('[') ? step + path : `${step}.${path}`;
    here = here.up;
  }
  const [positions = ''] = /^(?:\[\d+\])*/.exec(path) ?? [];
  const rest = path.slice(positions.length).replace(/^\./, '');
  return `${here.step}${positions}${rest === '' ? '' : `: ${rest}`}`;
}

/** A word of the file in a message: short, and without characters that could disturb the line it is shown in. */
export function quoted(text: string): string {
  const plain = text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '�');
  const characters = Array.from(plain.slice(0, 200));
  return `"${characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : plain}"`;
}

interface Fault {
  readonly line: number;
  readonly code: string;
  readonly place: string;
  readonly reason: string;
}

export class Faults {
  readonly #listed: Fault[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** A fault of the reading itself: the place is the line. */
  inLine(line: number, code: string, reason: string): void {
    this.#add(line, code, () => `line ${line}`, reason);
  }

  /** A fault of a value. `at` is only put into words when it is listed. */
  at(at: At, line: number, code: string, reason: string): void {
    this.#add(line, code, () => `${placeOf(at)} (line ${line})`, reason);
  }

  #add(line: number, code: string, place: () => string, reason: string): void {
    this.#count += 1;
    if (this.#listed.length < MAX_FAULTS) this.#listed.push({ line, code, place: place(), reason });
  }

  /** In the order of the lines; a last entry counts those that were not listed. */
  refusals(): readonly Refusal[] {
    const listed = this.#listed.toSorted((a, b) => a.line - b.line).map((f) => refusal(f.code, f.place, f.reason));
    const more = this.#count - this.#listed.length;
    return more > 0
      ? [...listed, refusal('more-faults', 'file', `holds ${more} more faults that are not listed`)]
      : listed;
  }
}

/** One sentence as the file's description words it: `tasks T12: min must be a whole number from 1 to 525600 (line 123)`. */
export function faultSentence({ place, reason }: Refusal): string {
  const line = / \(line \d+\)$/.exec(place)?.[0] ?? '';
  const where = place.slice(0, place.length - line.length);
  return `${where} ${reason}${line}`;
}
