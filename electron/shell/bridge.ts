/**
 * contextBridge between the isolated world (preload) and the page's own world. Messages are synchronous DOM events whose
 * `detail` the browser structured-clones between worlds. They go over a node that only the two ends hold, inside a
 * detached shadow tree: listeners there leave `window.event` alone, so a page callback run by the bridge cannot find it.
 *
 * The page is hostile: it may replace any built-in. Every built-in used later is therefore taken before the page's first
 * script, and nothing here uses iteration, spread of lists or array methods, which would call replaced ones.
 */
/* oxlint-disable typescript/unbound-method -- built-ins are taken off their prototypes on purpose and called through `apply` */
type Callable = (...args: unknown[]) => unknown;
type Fields = Record<string, unknown>;

const PLAIN = 0;
const FUNCTION = 1;
const PROMISE = 2;
const ERROR = 3;
const LIST = 4;
const RECORD = 5;

/** A value on its way: plain data as it is, the rest by kind. */
type Packed =
  | readonly [kind: typeof PLAIN, value: unknown]
  | readonly [kind: typeof FUNCTION | typeof PROMISE, id: number]
  | readonly [kind: typeof ERROR, name: string, message: string]
  | readonly [kind: typeof LIST, items: readonly Packed[]]
  | readonly [kind: typeof RECORD, entries: readonly (readonly [key: string, value: Packed])[]];

type BridgeMessage =
  | { readonly op: 'call'; readonly id: number; readonly args: Packed }
  | { readonly op: 'settle'; readonly id: number; readonly fulfilled: boolean; readonly value: Packed }
  | { readonly op: 'expose'; readonly key: string; readonly value: Packed };

interface Reply {
  readonly ok: boolean;
  readonly value: Packed;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface Bridge {
  /** As contextBridge.exposeInMainWorld: the page gets a frozen copy whose functions call back. Throws if the name is taken. */
  readonly expose: (key: string, api: unknown) => void;
}

const MAX_DEPTH = 100;
const NOTHING: Packed = [PLAIN, undefined];

/** Isolated world: makes the node and hands it to the page's world, once, before any script of the page. */
export function offerNode(token: string): EventTarget {
  const host = document.createElement('div');
  const node = document.createElement('i');
  host.attachShadow({ mode: 'open' }).append(node);
  window.dispatchEvent(new MouseEvent(token, { relatedTarget: host }));
  return node;
}

/** Page's world: waits for the node. The token is known to the two ends only. */
export function awaitNode(token: string, take: (node: EventTarget) => void): void {
  const listener = (event: Event): void => {
    event.stopImmediatePropagation();
    const host = event instanceof MouseEvent ? event.relatedTarget : null;
    const node = host instanceof Element ? host.shadowRoot?.firstChild : null;
    if (node) take(node);
  };
  window.addEventListener(token, listener, { once: true, capture: true });
}

/** One end of the bridge. `side` names the world it runs in. */
export function makeBridge(target: EventTarget, side: 'isolated' | 'page'): Bridge {
  const otherSide = side === 'isolated' ? 'page' : 'isolated';
  const { apply } = Reflect;
  const { defineProperty, freeze, keys } = Object;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const tagOf = Object.prototype.toString;
  const NativeEvent = CustomEvent;
  const NativePromise = Promise;
  const NativeError = Error;
  const { then } = Promise.prototype;
  const { get, set, delete: remove } = Map.prototype;
  const { get: weakGet, set: weakSet } = WeakMap.prototype;
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get;
  if (!detailOf) throw new Error('this browser has no CustomEvent.detail');

  const functions = new Map<number, Callable>();
  const functionIds = new WeakMap<Callable, number>();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let reply: Reply | undefined;

  const dispatch = (type: string, detail: BridgeMessage | Reply): void => {
    apply(dispatchEvent, target, [new NativeEvent(type, { detail })]);
  };
  const send = (message: BridgeMessage): void => dispatch(otherSide, message);
  const answer = (ok: boolean, value: Packed): void => dispatch(`${otherSide}:reply`, { ok, value });

  const idOf = (callable: Callable): number => {
    const known = apply(weakGet, functionIds, [callable]) as number | undefined;
    if (known !== undefined) return known;
    const id = nextId++;
    apply(set, functions, [id, callable]);
    apply(weakSet, functionIds, [callable, id]);
    return id;
  };

  const packPromise = (promise: Promise<unknown>): Packed => {
    const id = nextId++;
    const settle = (fulfilled: boolean) => (value: unknown) => {
      send({ op: 'settle', id, fulfilled, value: pack(value, 0) });
    };
    void apply(then, promise, [settle(true), settle(false)]);
    return [PROMISE, id];
  };

  const packList = (list: readonly unknown[], depth: number): Packed => {
    let plain = true;
    const items: Packed[] = [];
    for (let i = 0; i < list.length; i++) {
      const item = pack(list[i], depth);
      if (item[0] !== PLAIN) plain = false;
      items[i] = item;
    }
    return plain ? [PLAIN, list] : [LIST, items];
  };

  const packRecord = (record: Fields, depth: number): Packed => {
    let plain = true;
    const entries: [string, Packed][] = [];
    const names = keys(record);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = pack(record[name], depth);
      if (value[0] !== PLAIN) plain = false;
      entries[i] = [name, value];
    }
    return plain ? [PLAIN, record] : [RECORD, entries];
  };

  const pack = (value: unknown, depth: number): Packed => {
    if (depth > MAX_DEPTH) throw new NativeError('An object is nested too deeply to cross the bridge.');
    if (typeof value === 'function') return [FUNCTION, idOf(value as Callable)];
    if (typeof value === 'symbol') return NOTHING;
    if (value === null || typeof value !== 'object') return [PLAIN, value];
    if (value instanceof NativePromise) return packPromise(value);
    if (value instanceof NativeError) return [ERROR, value.name, value.message];
    if (isArray(value)) return packList(value, depth + 1);
    return apply(tagOf, value, []) === '[object Object]' ? packRecord(value as Fields, depth + 1) : [PLAIN, value];
  };

  const deepFreeze = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object' || isView(value)) return value;
    const names = keys(value);
    for (let i = 0; i < names.length; i++) deepFreeze((value as Fields)[names[i] as string]);
    return freeze(value);
  };

  const put = (holder: object, key: string, value: unknown): void => {
    defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
  };

  const unpack = (packed: Packed, frozen: boolean): unknown => {
    const seal = <T>(value: T): T => (frozen ? freeze(value) : value);
    switch (packed[0]) {
      case PLAIN:
        return frozen ? deepFreeze(packed[1]) : packed[1];
      case FUNCTION: {
        const id = packed[1];
        return seal((...args: unknown[]) => call(id, args));
      }
      case PROMISE: {
        const id = packed[1];
        return new NativePromise((resolve, reject) => {
          apply(set, waiting, [id, { resolve, reject }]);
        });
      }
      case ERROR: {
        const error = new NativeError(packed[2]);
        if (packed[1] !== 'Error') defineProperty(error, 'name', { value: packed[1], configurable: true });
        return error;
      }
      case LIST: {
        const list: unknown[] = [];
        for (let i = 0; i < packed[1].length; i++) list[i] = unpack(packed[1][i] as Packed, frozen);
        return seal(list);
      }
      case RECORD: {
        const record = {};
        for (let i = 0; i < packed[1].length; i++) {
          const entry = packed[1][i] as readonly [string, Packed];
          put(record, entry[0], unpack(entry[1], frozen));
        }
        return seal(record);
      }
    }
  };

  /** Calls a function of the other world. Events are synchronous, so the reply stands when dispatch returns. */
  const call = (id: number, args: readonly unknown[]): unknown => {
    const outer = reply;
    reply = undefined;
    try {
      send({ op: 'call', id, args: pack(args, 0) });
      const received = reply as Reply | undefined;
      if (!received) throw new NativeError('An object could not be cloned.'); // the detail did not survive the crossing
      const value = unpack(received.value, false);
      if (!received.ok) throw value;
      return value;
    } finally {
      reply = outer;
    }
  };

  const runCall = (id: number, args: Packed): void => {
    let ok = true;
    let value: Packed;
    try {
      const callable = apply(get, functions, [id]) as Callable;
      value = pack(apply(callable, undefined, unpack(args, false) as unknown[]), 0);
    } catch (error) {
      ok = false;
      value = pack(error, 0);
    }
    answer(ok, value);
  };

  const runSettle = (id: number, fulfilled: boolean, value: Packed): void => {
    const waiter = apply(get, waiting, [id]) as Waiting | undefined;
    apply(remove, waiting, [id]);
    if (fulfilled) waiter?.resolve(unpack(value, false));
    else waiter?.reject(unpack(value, false));
  };

  const runExpose = (key: string, value: Packed): void => {
    const taken = key in window;
    if (!taken) defineProperty(window, key, { value: unpack(value, true), enumerable: true });
    answer(!taken, NOTHING);
  };

  const receive = (event: Event): void => {
    const message = apply(detailOf, event, []) as BridgeMessage | null;
    if (!message) return;
    if (message.op === 'call') runCall(message.id, message.args);
    else if (message.op === 'settle') runSettle(message.id, message.fulfilled, message.value);
    else if (side === 'page') runExpose(message.key, message.value);
  };
  const receiveReply = (event: Event): void => {
    reply = apply(detailOf, event, []) as Reply;
  };
  apply(addEventListener, target, [side, receive]);
  apply(addEventListener, target, [`${side}:reply`, receiveReply]);

  return {
    expose(key, api) {
      reply = undefined;
      send({ op: 'expose', key, value: pack(api, 0) });
      const received = reply as Reply | undefined;
      if (!received) throw new NativeError('the page side of the bridge did not answer');
      if (!received.ok) throw new NativeError('Cannot bind an API on top of an existing property on the window object');
    },
  };
}
