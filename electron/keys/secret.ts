import { inspect } from 'node:util';

/** Bytes or text that must not be printed by accident: every automatic way to show it gives `[redacted]`. */
export class Secret<T extends Uint8Array | string = Uint8Array> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  /** Hands the value to one function. The only way to it, so a search for `.use(` finds every place that touches keys. */
  use<R>(work: (value: T) => R): R {
    return work(this.#value);
  }
  /** Overwrites bytes with zeros (text cannot be overwritten in JavaScript). The secret is useless afterwards. */
  wipe(): void {
    if (typeof this.#value !== 'string') this.#value.fill(0);
  }
  toString(): string {
    return '[redacted]';
  }
  toJSON(): string {
    return '[redacted]';
  }
  [inspect.custom](): string {
    return '[redacted]';
  }
}
