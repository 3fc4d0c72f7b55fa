import { useEffect } from 'react';
import { runCommand } from '../state/bus.ts';
import { usePreferences } from '../state/preferences.ts';
import { chordOf, commandFor } from './keys.ts';

/** How long a first letter (G …) waits for the second. */
const PREFIX_MS = 1500;
const mac = (): boolean => navigator.userAgent.includes('Mac');

const isTyping = (target: Element): boolean =>
  target.closest('input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]') !== null;

/** Whether single letters may act: focus in a picture or list, nobody types, no dialog is open. */
function inPicture(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || isTyping(target)) return false;
  if (!usePreferences.getState().letterKeys) return false;
  if (target.closest('[role=dialog], [role=menu], [role=listbox]')) return false;
  return target === document.body || target.closest('[data-picture]') !== null;
}

/** One listener for all shortcuts of the window. */
export function useKeys(): void {
  useEffect(() => {
    let prefix: string | null = null;
    let timer = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
      const chord = chordOf(event, mac());
      const answer = commandFor(chord, prefix, inPicture(event.target), usePreferences.getState().keys);
      window.clearTimeout(timer);
      prefix = null;
      if (answer.is === 'prefix') {
        prefix = chord;
        timer = window.setTimeout(() => {
          prefix = null;
        }, PREFIX_MS);
        event.preventDefault();
      }
      // Ctrl+Z belongs to a text field while somebody types in it
      if (answer.is === 'command') {
        const typing = event.target instanceof Element && isTyping(event.target);
        if (typing && (answer.id === 'edit.undo' || answer.id === 'edit.redo')) return;
        if (runCommand(answer.id)) event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.clearTimeout(timer);
    };
  }, []);
}

const REGIONS = '[data-region]';
/** F6: the focus goes to the next region, to what had it last there or to the region itself. */
export function walkRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter((r) => r.offsetParent !== null);
  const here = regions.findIndex((r) => r.contains(document.activeElement));
  const next = regions[(here + step + regions.length) % regions.length] ?? regions[0];
  const inner = next?.querySelector<HTMLElement>(
    '[data-region-start], [tabindex="0"], button:not([disabled]), input, select',
  );
  (inner ?? next)?.focus();
}

/** Locks after a while without a key or a pointer. */
export function useIdle(ms: number, onIdle: () => void): void {
  useEffect(() => {
    let timer = window.setTimeout(onIdle, ms);
    const again = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(onIdle, ms);
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, again, { passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const kind of kinds) window.removeEventListener(kind, again);
    };
  }, [ms, onIdle]);
}
