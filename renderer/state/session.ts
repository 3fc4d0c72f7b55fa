/** The lock: who is unlocked, and the recovery code that must be written down before the window goes on. */
import { create } from 'zustand';

interface Session {
  /** Shown once after creating or recovering a workspace; never stored anywhere. */
  readonly recoveryCode: string | null;
  readonly showRecovery: (code: string) => void;
  readonly recoveryKept: () => void;
}
export const useSession = create<Session>((set) => ({
  recoveryCode: null,
  showRecovery: (recoveryCode) => set({ recoveryCode }),
  recoveryKept: () => set({ recoveryCode: null }),
}));

/** Idle time after which the workspace locks itself. */
export const IDLE_MS = 10 * 60_000;
