import type { Wire } from '../model/kinds/field.ts';

/**
 * The lines of the log (exchange format, section 2): each is one canonical JSON array, the type letter first and then the members in
 * the order of the table. Ids are 32 base64url characters and are compared as text, by code unit, wherever an order is needed.
 */

/** [key id, signature in base64url (86 characters)] */
export type LineSignature = readonly [keyId: string, signature: string];

interface Timed {
  /** Hybrid logical clock: 48 bit of milliseconds, 16 bit of counter. */
  readonly ms: number;
  readonly ctr: number;
  /** Token for a person that only the author's agency resolves. */
  readonly by: string;
}
interface Signed {
  readonly sig: LineSignature | null;
}
interface Informed {
  /** 12 base64url characters of 9 random bytes: a withheld value cannot be guessed from an id. */
  readonly salt: string;
  /** Ids the author saw: heads of the same field (or of the same release), and the acceptance that made the author owner. Sorted, unique. */
  readonly prev: readonly string[];
}

/** `n` creates a record; the record's id is the id of this line. */
export interface CreateLine extends Timed {
  readonly type: 'n';
  readonly kind: string;
  readonly owner: string;
  readonly nonce: string;
}
/** `s` sets one field. */
export interface SetLine extends Timed, Informed, Signed {
  readonly type: 's';
  readonly rec: string;
  readonly field: string;
  readonly value: Wire;
  readonly author: string;
}
/** `k` names superseded ids of a field whose lines are not sent; owner only. */
export interface CoverLine {
  readonly type: 'k';
  readonly rec: string;
  readonly field: string;
  readonly ids: readonly string[];
}
/** `g` releases a record to one agency; owner only. */
export interface GrantLine extends Timed, Informed, Signed {
  readonly type: 'g';
  readonly rec: string;
  readonly to: string;
  readonly terms: Wire;
}
/** `x` recalls a record from one agency; owner only. */
export interface RecallLine extends Timed, Informed, Signed {
  readonly type: 'x';
  readonly rec: string;
  readonly to: string;
  readonly reason: Wire;
}
/** `r` stands in a file before the lines of a record: the release lines they are sent under. Never stored in the log. */
export interface UnderLine {
  readonly type: 'r';
  readonly rec: string;
  readonly ids: readonly string[];
}
/** `y` receipt of a recall: `done`, or `kept` with its legal basis. */
export interface ReceiptLine extends Timed, Signed {
  readonly type: 'y';
  readonly recall: string;
  readonly outcome: string;
  readonly basis: Wire;
  readonly author: string;
}
/** `t` offers the ownership of a record. */
export interface OfferLine extends Timed, Informed, Signed {
  readonly type: 't';
  readonly rec: string;
  readonly to: string;
}
/** `u` accepts an offered ownership. */
export interface AcceptLine extends Timed, Informed, Signed {
  readonly type: 'u';
  readonly rec: string;
  readonly offer: string;
}

export type Line =
  | CreateLine
  | SetLine
  | CoverLine
  | GrantLine
  | RecallLine
  | UnderLine
  | ReceiptLine
  | OfferLine
  | AcceptLine;
export type LineType = Line['type'];

/** The outcomes of a receipt this version knows. */
export const RECEIPT_OUTCOMES = ['done', 'kept'] as const;

/** SHA-256 of the bytes, 32 bytes; passed in because shared holds no cryptography. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** A line as received or written: its exact text, its members and its id, each worked out once. */
export interface ParsedLine {
  readonly text: string;
  readonly line: Line;
  /** 24 bytes. */
  readonly id: Uint8Array;
  /** The same id as 32 base64url characters. */
  readonly idText: string;
}

/** A line that carries a signature; nothing is said yet of whether it is good. */
export type SignedLine = ParsedLine & { readonly line: { readonly sig: LineSignature } };

/** The canonical text of a line, without a line end. Whether the members keep the limits is checked by the builder and by parseLine. */
export function formatLine(line: Line): string {
  return JSON.stringify(membersOf(line));
}

function membersOf(l: Line): readonly Wire[] {
  switch (l.type) {
    case 'n':
      return ['n', l.kind, l.owner, l.nonce, l.ms, l.ctr, l.by];
    case 's':
      return ['s', l.rec, l.field, l.value, l.ms, l.ctr, l.author, l.by, l.salt, l.prev, l.sig];
    case 'k':
      return ['k', l.rec, l.field, l.ids];
    case 'g':
      return ['g', l.rec, l.to, l.terms, l.ms, l.ctr, l.by, l.salt, l.prev, l.sig];
    case 'x':
      return ['x', l.rec, l.to, l.reason, l.ms, l.ctr, l.by, l.salt, l.prev, l.sig];
    case 'r':
      return ['r', l.rec, l.ids];
    case 'y':
      return ['y', l.recall, l.outcome, l.basis, l.ms, l.ctr, l.author, l.by, l.sig];
    case 't':
      return ['t', l.rec, l.to, l.ms, l.ctr, l.by, l.salt, l.prev, l.sig];
    case 'u':
      return ['u', l.rec, l.offer, l.ms, l.ctr, l.by, l.salt, l.prev, l.sig];
  }
}
