import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { random } from './node-crypto.ts';
import { Secret } from './secret.ts';

/**
 * The printed recovery code: 26 random symbols of Crockford's base32 (130 bits) and two check symbols, in seven groups of four.
 * The checks are a Reed–Solomon code over GF(32): c1 = Σ s(i), c2 = Σ α^i · s(i). Its distance is 3, so any one or two wrong symbols
 * and any two swapped ones are noticed before a key is tried.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA = 26;
const LENGTH = DATA + 2;
const GROUP = 4;

/** Powers of the generator α of GF(32) = GF(2)[x] / (x^5 + x^2 + 1), twice, so exponents need no reduction. */
const POWERS: readonly number[] = Array.from({ length: 62 }).reduce<number[]>((powers) => {
  const next = (powers.at(-1) ?? 0) << 1;
  powers.push(powers.length === 0 ? 1 : next & 32 ? next ^ 0b100101 : next);
  return powers;
}, []);
const multiply = (value: number, exponent: number): number =>
  value === 0 ? 0 : (POWERS[POWERS.indexOf(value) + (exponent % 31)] ?? 0);

const checksOf = (data: readonly number[]): readonly [number, number] => [
  data.reduce((sum, symbol) => sum ^ symbol, 0),
  data.reduce((sum, symbol, i) => sum ^ multiply(symbol, i), 0),
];

/** A new code for printing, e.g. `7K3M-…`. Shown once and never stored. */
export function newRecoveryCode(): Secret<string> {
  const data = [...random(DATA)].map((byte) => byte & 31);
  const symbols = [...data, ...checksOf(data)].map((value) => ALPHABET.charAt(value));
  const groups: string[] = [];
  for (let i = 0; i < LENGTH; i += GROUP) groups.push(symbols.slice(i, i + GROUP).join(''));
  return new Secret(groups.join('-'));
}

/**
 * What a person typed → the 26 data symbols, the one spelling keys are derived from. Case, blanks and hyphens do not matter; O reads
 * as 0, I and L as 1. Code: `recovery-code` with a reason that says what to look at.
 */
export function readRecoveryCode(typed: string): Result<Secret<string>, Refusal> {
  const bad = (reason: string) => err(refusal('recovery-code', 'recovery code', reason));
  const symbols = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]+/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = Array.from(symbols, (symbol) => ALPHABET.indexOf(symbol));
  const odd = values.indexOf(-1);
  if (odd >= 0) return bad(`Group ${Math.floor(odd / GROUP) + 1} holds a character that recovery codes do not use.`);
  if (values.length !== LENGTH)
    return bad(
      `A recovery code has ${LENGTH / GROUP} groups of ${GROUP} characters; this one has ${values.length} characters.`,
    );
  const data = values.slice(0, DATA);
  const checks = checksOf(data);
  if (checks[0] !== values[DATA] || checks[1] !== values[DATA + 1])
    return bad('There is a typing mistake in the recovery code. Compare each group with the print.');
  return ok(new Secret(symbols.slice(0, DATA)));
}
