/** Who answers a command right now. Screens register while they are mounted; the last one mounted is asked first. */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { CommandId } from '#shared/contract/commands.ts';

type Handler = () => void;
interface Bus {
  readonly handlers: Readonly<Partial<Record<CommandId, readonly Handler[]>>>;
  readonly add: (id: CommandId, handler: Handler) => void;
  readonly remove: (id: CommandId, handler: Handler) => void;
}

export const useBus = create<Bus>((set) => ({
  handlers: {},
  add: (id, handler) => set((s) => ({ handlers: { ...s.handlers, [id]: [handler, ...(s.handlers[id] ?? [])] } })),
  remove: (id, handler) =>
    set((s) => ({ handlers: { ...s.handlers, [id]: (s.handlers[id] ?? []).filter((h) => h !== handler) } })),
}));

/** Runs a command; false when nobody answers it at the moment. */
export function runCommand(id: CommandId): boolean {
  const handler = useBus.getState().handlers[id]?.[0];
  handler?.();
  return handler !== undefined;
}

/** Answers a command while the component is mounted and `when` holds. */
export function useCommand(id: CommandId, handler: Handler, when = true): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!when) return;
    const stable = (): void => latest.current();
    useBus.getState().add(id, stable);
    return () => useBus.getState().remove(id, stable);
  }, [id, when]);
}
