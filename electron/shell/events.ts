import type { PreventableEvent } from '../platform/electron-subset.ts';

/** An event as Electron's listeners get it, with further read-only fields. */
export function preventable<T extends object>(fields?: T): PreventableEvent & T {
  let prevented = false;
  const event = {
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  // defineProperties, not a spread: a spread would freeze the getter's value.
  return Object.defineProperties(event, Object.getOwnPropertyDescriptors(fields ?? {})) as PreventableEvent & T;
}
