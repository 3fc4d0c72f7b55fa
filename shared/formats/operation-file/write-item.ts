/** How items of an operation file are put together: what is not given is left out. */
export type Item = Readonly<Record<string, unknown>>;

/** Leaves out null, and empty lists and maps; `required` keys stay although empty. */
export function without(item: Item, ...required: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([key, value]) => required.includes(key) || !isEmpty(value)));
}
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);

/** The key unless the value is its default. */
export const unless = <T>(key: string, value: T, standard: T): Item => (value === standard ? {} : { [key]: value });

/** US cents as the dollars of the file. Up to 10^14 cents the quotient has at most 15 digits, so it reads back exactly. */
export const dollars = (minor: number): number => minor / 100;
