/**
 * Values across the pipe: JSON, with tags for what structured clone carries and JSON does not (Date, Map, Set, BigInt,
 * typed arrays, undefined, NaN, -0, RegExp, Error). Equal to structuredClone for trees of those; refuses what it refuses,
 * and cycles. Runs in Node and in the page's isolated world. Untagged data is passed through without a copy.
 */
const TAG = '$sh';
/** Electron's own wording. */
const NOT_CLONEABLE = 'An object could not be cloned.';

type Tagged =
  | { [TAG]: 'undef' }
  | { [TAG]: 'num' | 'big'; v: string }
  | { [TAG]: 'date'; v: number | null }
  | { [TAG]: 're'; v: string; f: string }
  | { [TAG]: 'err'; v: string; n: string }
  | { [TAG]: 'map' | 'obj'; v: [unknown, unknown][] }
  | { [TAG]: 'set'; v: unknown[] }
  | { [TAG]: 'bytes'; v: string; k: string };

const VIEWS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
} as const;

/** To text. Throws "An object could not be cloned." for functions, symbols, promises and other exotic objects, and for cycles. */
export function encode(value: unknown): string {
  return JSON.stringify(toTagged(value, new Set()));
}

/** From text written by `encode`. */
export function decode(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return text.includes(`"${TAG}"`) ? fromTagged(value) : value;
}

function toTagged(value: unknown, ancestors: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return numberToTagged(value);
    case 'undefined':
      return { [TAG]: 'undef' } satisfies Tagged;
    case 'bigint':
      return { [TAG]: 'big', v: String(value) } satisfies Tagged;
    case 'object':
      if (value === null) return value;
      break;
    case 'function':
    case 'symbol':
      throw new Error(NOT_CLONEABLE);
  }
  if (ancestors.has(value)) {
    throw new Error('A cyclic object could not be cloned (the Chromium shell sends trees only).');
  }
  ancestors.add(value);
  const tagged = objectToTagged(value, ancestors);
  ancestors.delete(value);
  return tagged;
}

function numberToTagged(value: number): unknown {
  if (Object.is(value, -0)) return { [TAG]: 'num', v: '-0' } satisfies Tagged;
  return Number.isFinite(value) ? value : ({ [TAG]: 'num', v: String(value) } satisfies Tagged);
}

function objectToTagged(value: object, ancestors: Set<object>): unknown {
  if (Array.isArray(value)) return copyOnChange(value, (item) => toTagged(item, ancestors));
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { [TAG]: 'bytes', k: kind, v: toBase64(bytes) } satisfies Tagged;
  }
  switch (kind) {
    case 'Object':
      return recordToTagged(value as Record<string, unknown>, ancestors);
    case 'ArrayBuffer':
      return { [TAG]: 'bytes', k: kind, v: toBase64(new Uint8Array(value as ArrayBuffer)) } satisfies Tagged;
    case 'Date': {
      const time = (value as Date).getTime();
      return { [TAG]: 'date', v: Number.isNaN(time) ? null : time } satisfies Tagged;
    }
    case 'RegExp':
      return { [TAG]: 're', v: (value as RegExp).source, f: (value as RegExp).flags } satisfies Tagged;
    case 'Map': {
      const entries = [...(value as Map<unknown, unknown>)];
      const pairs = entries.map(([k, v]): [unknown, unknown] => [toTagged(k, ancestors), toTagged(v, ancestors)]);
      return { [TAG]: 'map', v: pairs } satisfies Tagged;
    }
    case 'Set':
      return {
        [TAG]: 'set',
        v: [...(value as Set<unknown>)].map((item) => toTagged(item, ancestors)),
      } satisfies Tagged;
    case 'Error':
      return { [TAG]: 'err', n: (value as Error).name, v: (value as Error).message } satisfies Tagged;
    default:
      throw new Error(NOT_CLONEABLE);
  }
}

function recordToTagged(source: Readonly<Record<string, unknown>>, ancestors: Set<object>): unknown {
  const keys = Object.keys(source);
  const values = keys.map((key) => toTagged(source[key], ancestors));
  // A key that looks like our tag, or that JSON's own object literal would swallow, goes as a list of pairs.
  if (keys.includes(TAG) || keys.includes('__proto__')) {
    return { [TAG]: 'obj', v: keys.map((key, i): [unknown, unknown] => [key, values[i]]) } satisfies Tagged;
  }
  // JSON.stringify would call a toJSON of the original; the copy made by fromEntries keeps only checked values.
  const unchanged = keys.every((key, i) => values[i] === source[key]) && !('toJSON' in source);
  return unchanged ? source : Object.fromEntries(keys.map((key, i) => [key, values[i]]));
}

function copyOnChange(items: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  // Array.from visits holes too: a hole arrives as undefined.
  const changed = Array.from(items, change);
  return changed.every((item, i) => item === items[i]) ? items : changed;
}

function fromTagged(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(fromTagged);
  if (TAG in value) return untag(value as Tagged);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromTagged(item)]));
}

function untag(tagged: Tagged): unknown {
  switch (tagged[TAG]) {
    case 'undef':
      return undefined;
    case 'num':
      return Number(tagged.v);
    case 'big':
      return BigInt(tagged.v);
    case 'date':
      return new Date(tagged.v ?? Number.NaN);
    case 're':
      return new RegExp(tagged.v, tagged.f);
    case 'map':
      return new Map(tagged.v.map(([key, item]) => [fromTagged(key), fromTagged(item)]));
    case 'obj':
      return Object.fromEntries(tagged.v.map(([key, item]) => [String(key), fromTagged(item)]));
    case 'set':
      return new Set(tagged.v.map(fromTagged));
    case 'err': {
      const error = new Error(tagged.v);
      error.name = tagged.n;
      return error;
    }
    case 'bytes':
      return bytesFrom(fromBase64(tagged.v), tagged.k);
    default:
      throw new Error('a message of the shell carries an unknown tag');
  }
}

function bytesFrom(bytes: Uint8Array<ArrayBuffer>, kind: string): unknown {
  if (kind === 'ArrayBuffer') return bytes.buffer;
  if (!Object.hasOwn(VIEWS, kind)) throw new Error('a message of the shell carries an unknown kind of bytes');
  const View: new (buffer: ArrayBuffer) => ArrayBufferView = VIEWS[kind as keyof typeof VIEWS];
  return new View(bytes.buffer);
}

// Buffer in Node; in the page the built-ins of recent Chromium, and the slow way in older ones.
const hasBuffer = typeof Buffer !== 'undefined';
const CHUNK = 0x8000;

function toBase64(bytes: Uint8Array): string {
  if (hasBuffer) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  const native = (bytes as { toBase64?: () => string }).toBase64;
  if (native) return native.call(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (hasBuffer) return new Uint8Array(Buffer.from(text, 'base64'));
  const native = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  return native ? native.call(Uint8Array, text) : Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
