export const gateTone = (gate: { readonly block: number; readonly warn: number }): 'block' | 'warn' | 'ready' =>
  gate.block > 0 ? 'block' : gate.warn > 0 ? 'warn' : 'ready';

/** Arc of part `index` of `count` equal parts, clockwise from the top, with a gap of 4° between parts. */
export function arcPath(index: number, count: number, cx: number, cy: number, r: number): string {
  const gap = count > 1 ? (4 * Math.PI) / 180 : 0.001;
  const part = (2 * Math.PI) / count;
  const from = index * part + gap / 2 - Math.PI / 2;
  const to = (index + 1) * part - gap / 2 - Math.PI / 2;
  const point = (a: number): string => `${(cx + r * Math.cos(a)).toFixed(2)} ${(cy + r * Math.sin(a)).toFixed(2)}`;
  return `M${point(from)}A${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(to)}`;
}
