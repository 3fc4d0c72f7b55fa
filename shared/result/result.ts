/** Expected failure is a value; a broken promise of ours is a throw. */
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

/** Ends an exhaustive switch: the compiler refuses a case that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case ${JSON.stringify(value)}`);
}

/** States what must hold; a failure is a defect of ours, never a fault of the input. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`broken promise: ${what}`);
}
