/** Messages that pass: toasts (with Undo for 10 s), what is spoken to screen readers, and running jobs. */
import { useCallback } from 'react';
import { create } from 'zustand';
import type { EventPayload } from '#shared/contract/contract.ts';
import { useT, type Words } from '../i18n/index.ts';

export const TOAST_MS = 10_000;
/** A note with nothing to press. */
export const NOTE_MS = 4_000;
/** Words made when they are shown, so that a message follows the language of the window. */
export type Said = (words: Words) => string;
export interface Toast {
  readonly id: number;
  readonly said: Said;
  readonly tone: 'done' | 'problem';
  readonly undo: boolean;
}
export interface ToastOptions {
  readonly undo?: boolean;
  readonly tone?: Toast['tone'];
}
export interface Job {
  readonly job: string;
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly ended: boolean;
}

interface Notices {
  readonly toasts: readonly Toast[];
  readonly spoken: string;
  readonly jobs: readonly Job[];
  readonly toast: (said: Said, options?: ToastOptions) => void;
  readonly dismiss: (id: number) => void;
  /** Politely, one at a time. */
  readonly say: (text: string) => void;
  readonly progress: (event: EventPayload<'progress'>, now: number) => void;
  readonly clearJobs: () => void;
  /** What was told in one workspace is not shown in the next. */
  readonly forget: () => void;
}

let nextToast = 1;
export const useNotices = create<Notices>((set) => ({
  toasts: [],
  spoken: '',
  jobs: [],
  toast: (said, options) => {
    const id = nextToast++;
    // a new step replaces the old offer: there is only one thing that Undo would undo
    set((s) => ({
      toasts: [
        ...s.toasts.filter((t) => !t.undo).slice(-1),
        { id, said, tone: options?.tone ?? 'done', undo: options?.undo ?? false },
      ],
    }));
  },
  dismiss: (id) => set((s) => ({ toasts: s.toasts.filter((t) => t.id !== id) })),
  say: (spoken) => set({ spoken }),
  progress: (event, now) =>
    set((s) => {
      const before = s.jobs.find((j) => j.job === event.job);
      const job: Job = { ...event, startedAt: before && !before.ended ? before.startedAt : now };
      return { jobs: [...s.jobs.filter((j) => j.job !== event.job), job].slice(-20) };
    }),
  forget: () => set({ toasts: [], spoken: '' }),
  clearJobs: () => set((s) => ({ jobs: s.jobs.filter((j) => !j.ended) })),
}));

/** Shows a message, and says it once to those who listen. */
export function useTell(): (said: Said, options?: ToastOptions) => void {
  const words = useT();
  return useCallback(
    (said, options) => {
      const { toast, say } = useNotices.getState();
      toast(said, options);
      say(said(words));
    },
    [words],
  );
}
