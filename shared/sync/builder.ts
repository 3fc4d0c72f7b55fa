import type { MergeClass, Wire } from '../model/kinds/field.ts';
import { RECORD_ID } from '../model/kinds/field.ts';
import { fieldOf, kindOf } from '../model/kinds/index.ts';
import { refusal, type Refusal } from '../result/refusal.ts';
import { assert, err, ok, type Result } from '../result/result.ts';
import { toBase64url } from './base64url.ts';
import { compareStamps, nextStamp, type Stamp, stampAfter } from './clock.ts';
import { LINE_LIMITS } from './limits.ts';
import type { CoverLine, Line, ParsedLine, RECEIPT_OUTCOMES, Sha256, UnderLine } from './line.ts';
import { formatLine } from './line.ts';
import { lineId, lineIdText, signatureInput } from './line-id.ts';
import { TOKEN, utf8Length, valueRule } from './parse-line.ts';
import { fieldOfLine } from './unknown-part.ts';

/** The station key that signs lines. */
export interface LineSigner {
  readonly keyId: string;
  /** Ed25519 over exactly these bytes, 64 bytes. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

export interface BuilderDeps {
  /** The agency that speaks: owner of what is created, author of what is set. */
  readonly agency: string;
  /** Token of the person, resolved by this agency only. */
  readonly by: string;
  readonly sha256: Sha256;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  /** Null before the station has a key: decisions then stay unsigned and no other agency accepts them. */
  readonly signer: LineSigner | null;
  /** Whether a text is a value sealed under the traveller key; only such texts stand in the own fields of a kind kept apart. */
  readonly isSealed?: (text: string) => boolean;
  /**
   * All lines are one save and bear one stamp: between those a recipient gets, no number is missing for those it does not get (section 1,
   * promise 7). Otherwise each line is a save of its own.
   */
  readonly isOneSave?: boolean;
}

export interface BuiltLine extends ParsedLine {
  readonly stamp: Stamp;
}

export interface FieldEdit {
  readonly rec: string;
  readonly kind: string;
  readonly field: string;
  readonly value: Wire;
  /** Ids of the heads the author saw, in any order. */
  readonly prev: readonly string[];
  /** The acceptance by which this agency became owner (`currentOwner(…).via`); null for its own records and for contributions. */
  readonly via?: string | null;
}
export interface ReleaseEdit {
  readonly rec: string;
  readonly to: string;
  /** Heads of the release to this agency; a new release names the recall it follows. */
  readonly prev: readonly string[];
  readonly via?: string | null;
}

/**
 * Writes lines for one commit. The clock lives in the builder: keep `clock()` in the same transaction as the lines, and make a new
 * builder after a rollback. What a person typed is checked and refused (codes `value-unfit`, `value-too-long`, `too-many-heads`);
 * ids, kinds and fields are the caller's and throw when wrong.
 */
export class LineBuilder {
  readonly #deps: BuilderDeps;
  #last: Stamp;
  #save: Stamp | null = null;
  #random: Uint8Array = new Uint8Array(0);
  #randomAt = 0;

  constructor(deps: BuilderDeps, last: Stamp) {
    assert(TOKEN.test(deps.agency) && TOKEN.test(deps.by), 'agency and person are tokens');
    assert(deps.signer === null || TOKEN.test(deps.signer.keyId), 'a key id is a token');
    this.#deps = deps;
    this.#last = last;
  }

  /** The latest stamp of a line, or what the builder began with. */
  clock(): Stamp {
    return this.#last;
  }

  /** `n`: the record's id is the id of the line. `place`: among the records of one save that are to keep the order they are made in. */
  create(kind: string, place = 0): BuiltLine {
    assert(kindOf(kind), 'a record is created of a known kind');
    const { agency: owner, by } = this.#deps;
    return this.#stamped((stamp) => ({ type: 'n', kind, owner, nonce: this.#salt(), ...stamp, by }), false, place);
  }

  /** `s`: sets a field over the heads its author saw. */
  set(edit: FieldEdit): Result<BuiltLine, Refusal> {
    const wrong = this.#valueFault(edit);
    if (wrong) return err(wrong);
    const prev = named(edit.prev, edit.via);
    if (prev.length > LINE_LIMITS.prev) return err(tooManyHeads(edit.field));
    const { agency: author, by } = this.#deps;
    const { rec, field, value } = edit;
    const merge = fieldOf(edit.kind, field)?.merge;
    const line = this.#stamped(
      (stamp) => ({ type: 's', rec, field, value, ...stamp, author, by, salt: this.#salt(), prev, sig: null }),
      isSignedClass(merge),
    );
    return sized(line, field);
  }

  /**
   * Like `set`, for any number of heads: a field with more than 64 of them is settled by several lines with the same value, each
   * naming the one before. In order of writing.
   */
  settle(edit: FieldEdit): Result<readonly BuiltLine[], Refusal> {
    const lines: BuiltLine[] = [];
    const heads = named(edit.prev, null);
    const room = LINE_LIMITS.prev - 2;
    for (let at = 0; at === 0 || at < heads.length; at += room) {
      const before = lines.at(-1);
      const prev = [...heads.slice(at, at + room), ...(before ? [before.idText] : [])];
      const line = this.set({ ...edit, prev });
      if (!line.ok) return line;
      lines.push(line.value);
    }
    return ok(lines);
  }

  /** `g`: releases a record to one agency. */
  grant(edit: ReleaseEdit, terms: Wire): Result<BuiltLine, Refusal> {
    return this.#release('g', edit, terms);
  }

  /** `x`: recalls a record from one agency. */
  recall(edit: ReleaseEdit, reason: Wire): Result<BuiltLine, Refusal> {
    return this.#release('x', edit, reason);
  }

  /** `y`: says what became of a recalled record. */
  receipt(recall: string, outcome: (typeof RECEIPT_OUTCOMES)[number], basis: Wire): Result<BuiltLine, Refusal> {
    assert(RECORD_ID.test(recall), 'a recall is named by its id');
    const wrong = textFault('basis', basis);
    if (wrong) return err(wrong);
    const { agency: author, by } = this.#deps;
    const line = this.#stamped(
      (stamp) => ({ type: 'y', recall, outcome, basis, ...stamp, author, by, sig: null }),
      true,
    );
    return sized(line, 'basis');
  }

  /** `t`: offers a record to its new owner. `prev` names the acceptance that made this agency owner, if it did not create the record. */
  offer(rec: string, to: string, via: string | null = null): BuiltLine {
    assert(RECORD_ID.test(rec) && TOKEN.test(to), 'an offer names a record and an agency');
    const prev = named([], via);
    const { by } = this.#deps;
    return this.#stamped((stamp) => ({ type: 't', rec, to, ...stamp, by, salt: this.#salt(), prev, sig: null }), true);
  }

  /** `u`: accepts an offer. */
  accept(rec: string, offer: string): BuiltLine {
    assert(RECORD_ID.test(rec) && RECORD_ID.test(offer), 'an acceptance names a record and an offer');
    const { by } = this.#deps;
    return this.#stamped(
      (stamp) => ({ type: 'u', rec, offer, ...stamp, by, salt: this.#salt(), prev: [], sig: null }),
      true,
    );
  }

  /** `k`: names superseded ids whose lines are not sent; as many lines as their number needs, none for an empty list. */
  cover(rec: string, field: string, ids: readonly string[]): readonly ParsedLine[] {
    const all = named(ids, null);
    const lines: ParsedLine[] = [];
    for (let at = 0; at < all.length; at += LINE_LIMITS.covered) {
      const line: CoverLine = { type: 'k', rec, field, ids: all.slice(at, at + LINE_LIMITS.covered) };
      lines.push(this.#identified(line, formatLine(line)));
    }
    return lines;
  }

  /** `r`: stands in a file before the lines of a record and names the release they are sent under. */
  under(rec: string, releases: readonly string[]): ParsedLine {
    const line: UnderLine = { type: 'r', rec, ids: named(releases, null) };
    assert(line.ids.length > 0 && line.ids.length <= LINE_LIMITS.prev, 'lines are sent under a release');
    return this.#identified(line, formatLine(line));
  }

  #release(type: 'g' | 'x', edit: ReleaseEdit, words: Wire): Result<BuiltLine, Refusal> {
    const { rec, to } = edit;
    assert(RECORD_ID.test(rec) && TOKEN.test(to), 'a release names a record and an agency');
    const name = type === 'g' ? 'terms' : 'reason';
    const wrong = textFault(name, words);
    if (wrong) return err(wrong);
    const prev = named(edit.prev, edit.via);
    if (prev.length > LINE_LIMITS.prev) return err(tooManyHeads(name));
    const { by } = this.#deps;
    const line = this.#stamped((stamp) => {
      const rest = { ...stamp, by, salt: this.#salt(), prev, sig: null };
      return type === 'g' ? { type, rec, to, terms: words, ...rest } : { type, rec, to, reason: words, ...rest };
    }, true);
    return sized(line, name);
  }

  #valueFault(edit: FieldEdit): Refusal | null {
    assert(RECORD_ID.test(edit.rec), 'a record is named by its id');
    const { value } = edit;
    const wrong = textFault(edit.field, value);
    if (wrong) return wrong;
    const part = fieldOfLine(edit.kind, { field: edit.field, value });
    assert(part !== 'unknown-kind' && part !== 'unknown-field', 'only known fields are set');
    if (part !== 'unknown-value') return null;
    if (kindOf(edit.kind)?.apart && typeof value === 'string' && this.#deps.isSealed?.(value)) return null;
    return refusal('value-unfit', edit.field, 'the value does not have the form of this field');
  }

  #stamped(make: (stamp: Stamp) => Line, signed = false, place = 0): BuiltLine {
    const stamp = this.#stampAt(place);
    const bare = make(stamp);
    const { signer } = this.#deps;
    const text = formatLine(bare);
    if (!signed || !signer || !('sig' in bare)) return { ...this.#identified(bare, text), stamp };
    const signature = signer.sign(signatureInput(text));
    assert(signature.length === 64, 'a signature is 64 bytes');
    const sig = [signer.keyId, toBase64url(signature)] as const;
    // The id leaves the signature out, and `null]` is the end of the unsigned text.
    const signedText = `${text.slice(0, -'null]'.length)}${JSON.stringify(sig)}]`;
    return { ...this.#identified({ ...bare, sig }, signedText, text), stamp };
  }

  #stampAt(place: number): Stamp {
    if (this.#deps.isOneSave !== true) return (this.#last = nextStamp(this.#last, this.#deps.now()));
    this.#save ??= nextStamp(this.#last, this.#deps.now());
    const stamp = stampAfter(this.#save, place);
    if (compareStamps(stamp, this.#last) > 0) this.#last = stamp;
    return stamp;
  }

  #identified(line: Line, text: string, unsigned: string = text): ParsedLine {
    const id = lineId(unsigned, this.#deps.sha256);
    return { text, line, id, idText: lineIdText(id) };
  }

  /** 9 random bytes, drawn in bulk: one call to the system per line would be most of the cost of a large save. */
  #salt(): string {
    if (this.#randomAt >= this.#random.length) {
      this.#random = this.#deps.randomBytes(SALT_BYTES * SALTS_AT_ONCE);
      this.#randomAt = 0;
      assert(this.#random.length === SALT_BYTES * SALTS_AT_ONCE, 'randomness comes in the length asked for');
    }
    const at = this.#randomAt;
    this.#randomAt += SALT_BYTES;
    return toBase64url(this.#random.subarray(at, at + SALT_BYTES));
  }
}

const SALT_BYTES = 9;
const SALTS_AT_ONCE = 64;

/** Fields of these classes speak for their author wherever they are carried, so they are signed line by line (section 5). */
export const isSignedClass = (merge: MergeClass | undefined): boolean =>
  merge === 'decision' || merge === 'restrict' || merge === 'owner';

function named(ids: readonly string[], via: string | null | undefined): readonly string[] {
  const all = via ? [...ids, via] : ids;
  for (const id of all) assert(RECORD_ID.test(id), 'lines are named by their ids');
  return all.length > 1 ? [...new Set(all)].sort() : all;
}

function textFault(place: string, value: Wire): Refusal | null {
  const rule = valueRule(value);
  if (rule === null) return null;
  return rule === 'string-too-long'
    ? refusal('value-too-long', place, 'a text is longer than 64 KiB')
    : refusal('value-unfit', place, 'the text holds characters that cannot be exchanged');
}

/** A line too long for a file is refused when it is written, not when it is sent. */
const sized = (line: BuiltLine, place: string): Result<BuiltLine, Refusal> =>
  line.text.length * 3 > LINE_LIMITS.lineBytes && utf8Length(line.text) > LINE_LIMITS.lineBytes
    ? err(refusal('value-too-long', place, 'the value is longer than a line of 256 KiB'))
    : ok(line);

const tooManyHeads = (place: string): Refusal =>
  refusal('too-many-heads', place, 'more than 64 concurrent values; settle them in several steps');
