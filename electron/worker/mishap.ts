import type { CallError } from '#shared/contract/call.ts';

/** What the system or the database say when there is no room left. */
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'];

/**
 * Faults of ours become a value without their text, which may hold case data; the name of the fault is enough to find it. Every write is
 * one transaction, so that nothing was changed whatever went wrong.
 */
export function mishapOf(name: string, fault: unknown): CallError {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const full = FULL.includes(code);
  return {
    kind: 'failed',
    code: full ? 'disk-full' : 'failed',
    place: name,
    reason: full
      ? 'the disk is full; nothing was changed, free some space and try again'
      : 'something went wrong inside Liaison; nothing was changed by this step, and what was reported done is safe',
    details: [],
  };
}
