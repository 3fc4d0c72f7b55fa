/** How a record is marked, told from its row alone. */
import type { MarkingView } from '#shared/contract/values.ts';
import { HANDLING, LEVELS, TLP } from '#shared/model/vocabulary.ts';

type Row = { readonly fields: Readonly<Record<string, unknown>> };

/** Its own marking; what is not given is that of the operation, and what that lacks counts as the strictest. */
export function recordMarking({ fields }: Row, head: Row | null): MarkingView {
  const given = (name: string): unknown => fields[name] ?? head?.fields[name];
  const handling = given('handling');
  return {
    tlp: TLP.find((tlp) => tlp === given('tlp')) ?? 'RED',
    level: LEVELS.find((level) => level === given('level')) ?? 'INTERPOL CONFIDENTIAL',
    handling: HANDLING.filter((code) => Array.isArray(handling) && handling.includes(code)),
  };
}
