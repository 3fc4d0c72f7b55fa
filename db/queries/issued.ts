/** What was ever issued as an order, also where the step was taken back: a number names one text for ever. */
import { all } from '../connection/handles.ts';
import type { Core } from '../changelog/context.ts';
import { idBytes, isId } from '../changelog/ids.ts';
import type { RecordId } from '../store-types.ts';

export interface IssuedText {
  readonly version: number;
  /** SHA-256 of the text. */
  readonly hash: string;
}
/** Texts of the reads, so that the tests can ask for their plans. */
export const ISSUED =
  'SELECT DISTINCT p."of", p.hash FROM records r JOIN "plan_orderPage" p ON p.rec = r.n WHERE r.operation = ? AND r.kind = ?';
export const VERSION = 'SELECT p.version FROM records r JOIN plan_order p ON p.rec = r.n WHERE r.rid = ?';

export function issuedTexts({ db, names }: Core, operation: RecordId): readonly IssuedText[] {
  const kind = names.find('orderPage');
  if (kind === null) return [];
  return all<{ of: string | null; hash: string | null }>(db, ISSUED, idBytes(operation), kind).flatMap(
    ({ of, hash }) =>
      of === null || hash === null || !isId(of)
        ? []
        : all<{ version: number | null }>(db, VERSION, idBytes(of)).flatMap(({ version }) =>
            version === null ? [] : [{ version, hash }],
          ),
  );
}
