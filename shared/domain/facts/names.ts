/** Names of persons as people write them. */

/** Names that differ in capitals and spaces only are one person. */
export const asOne = (name: string): string => name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();

/** How many persons a list of names stands for; blank names are nobody. */
export const distinctNames = (names: readonly string[]): number => {
  const persons = new Set(names.map(asOne));
  persons.delete('');
  return persons.size;
};
