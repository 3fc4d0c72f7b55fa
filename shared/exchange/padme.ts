/**
 * Padmé (Nikitin et al. 2019, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs"):
 * the size shows at most O(log log n) bits and grows by less than 12 %.
 */

/** Smallest Padmé size that holds `length` bytes. `padmeSize(padmeSize(n)) === padmeSize(n)`. */
export function padmeSize(length: number): number {
  if (length < 2) return length;
  const exponent = log2Floor(length);
  const mantissaBits = log2Floor(exponent) + 1;
  const step = 2 ** Math.max(0, exponent - mantissaBits);
  return Math.ceil(length / step) * step;
}

/** Math.log2 rounds up just below powers of two from 2^48 on; counting does not. */
function log2Floor(value: number): number {
  let result = 0;
  for (let rest = value; rest >= 2; rest = Math.floor(rest / 2)) result++;
  return result;
}

/**
 * Number of zero bytes that fill a container, given its length without the digits of the number itself.
 * The number stands in the header, so its own digits count; where no pad of the smallest size writes itself in the
 * right number of digits, the next size is taken. One answer for one length, so a reader recomputes and compares.
 */
export function padFor(lengthWithoutDigits: number): number {
  for (let total = padmeSize(lengthWithoutDigits + 1); ; total = padmeSize(total + 1)) {
    for (let digits = 1; digits <= 16; digits++) {
      const pad = total - lengthWithoutDigits - digits;
      if (pad >= 0 && String(pad).length === digits) return pad;
    }
  }
}
