import type { InvokeEvent } from '../platform/electron-subset.ts';
import { isOurs } from '../security/origin.ts';
import type { CallError, Reply } from '#shared/contract/call.ts';
import { type CallName, type Contract, contract, type Input, type Output } from '#shared/contract/contract.ts';

export type Handlers = { readonly [C in CallName]: (input: Input<C>) => Promise<Reply<Output<C>>> };

/** Only the top frame of our own origin may call; a frame that is gone may not. */
export function senderAllowed(event: InvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOurs(frame.url);
}

const fault = (
  kind: CallError['kind'],
  code: string,
  place: string,
  reason: string,
): { readonly ok: false; readonly error: CallError } => ({
  ok: false,
  error: { kind, code, place, reason, details: [] },
});

/**
 * The one place where the window's words are believed: sender checked, input parsed against the contract, result parsed as well
 * (nothing the contract does not name ever leaves), anything thrown becomes a value without its text, which may hold case data.
 */
export async function answer<C extends CallName>(
  name: C,
  event: InvokeEvent,
  args: readonly unknown[],
  handler: Handlers[C],
  isOpen: () => boolean,
): Promise<Reply<Output<C>>> {
  if (!senderAllowed(event)) throw new Error('refused: sender');
  const call: Contract[C] = contract[name];
  if (!call.locked && !isOpen()) return fault('locked', 'locked', '', 'the workspace is locked');
  const input = call.in.safeParse(args[0] ?? {});
  if (args.length > 1 || !input.success) {
    const issue = input.success ? null : input.error.issues[0];
    return fault(
      'refused',
      'bad-input',
      `${name}${issue ? `: ${issue.path.join('.')}` : ''}`,
      'the call does not have the shape of the contract',
    );
  }
  try {
    const reply = await (handler as (input: unknown) => Promise<Reply<unknown>>)(input.data);
    if (!reply.ok) return reply;
    const output = call.out.safeParse(reply.value);
    if (output.success) return { ok: true, value: output.data as Output<C> };
    console.error(`answer of ${name} does not fit the contract at ${output.error.issues[0]?.path.join('.') ?? '?'}`);
    return fault(
      'failed',
      'bad-answer',
      name,
      'the answer does not have the shape of the contract; nothing was changed by reading',
    );
  } catch (e) {
    console.error(`${name} failed: ${e instanceof Error ? e.name : 'unknown'}`);
    return fault('failed', 'failed', name, 'something went wrong inside Liaison; what was reported done is safe');
  }
}
