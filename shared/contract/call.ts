import * as z from 'zod';

/** Who answers a call: `main` owns dialogs, tickets and the session; `worker` owns the encrypted store. */
export type Side = 'main' | 'worker';

export interface Call<I extends z.ZodType, O extends z.ZodType, S extends Side = Side> {
  readonly side: S;
  readonly in: I;
  readonly out: O;
  /** Works while the workspace is locked. */
  readonly locked: boolean;
}

const make =
  <S extends Side>(side: S, locked: boolean) =>
  <I extends z.ZodRawShape, O extends z.ZodType>(input: I, out: O): Call<z.ZodObject<I, z.core.$strict>, O, S> => ({
    side,
    in: z.strictObject(input),
    out,
    locked,
  });

/** Answered by the worker on the open workspace. */
export const ask = make('worker', false);
/** Answered by main; works while locked. */
export const host = make('main', true);
/** Answered by main; needs an open workspace. */
export const desk = make('main', false);

/** A failure as a value. `details` lists every fault of a refused file; `safe` says what was left as it was. */
export const CallError = z.strictObject({
  kind: z.enum(['refused', 'locked', 'not-found', 'busy', 'cancelled', 'failed']),
  code: z.string().max(100),
  place: z.string().max(500),
  reason: z.string().max(2_000),
  details: z.array(z.strictObject({ code: z.string(), place: z.string(), reason: z.string() })).max(500),
});
export type CallError = z.infer<typeof CallError>;

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallError };
