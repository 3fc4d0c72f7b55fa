const RECORD = /^[A-Za-z0-9_-]{32}$/;

/** A stored value in words; ids of other records say only that they are one, `reference` being the word for it. */
export function valueText(value: string, reference: string): string {
  if (RECORD.test(value)) return reference;
  if (!value.startsWith('[')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.map((v) => memberText(v, reference)).join(', ') : value;
  } catch {
    return value;
  }
}

function memberText(value: unknown, reference: string): string {
  if (Array.isArray(value)) return value.map((v) => memberText(v, reference)).join(' ');
  if (value === null) return '–';
  return typeof value === 'string' ? valueText(value, reference) : JSON.stringify(value);
}
