import type { OpenedFile } from '#electron/exchange-file/open.ts';
import { fault } from '#shared/exchange/faults.ts';
import { type House, idsOf, parseHouse } from '#shared/exchange/house.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import type { Session } from './session.ts';
import type { AskedBy } from './station-keys.ts';

/** A house file with its lines told apart: those our agency speaks for, and those that only the file of a partner proves. */
export interface ReceivedHouse {
  readonly house: House;
  readonly own: readonly ParsedLine[];
  readonly byId: ReadonlyMap<string, ParsedLine>;
  readonly from: AskedBy;
}

/** Null: not from our own agency. Codes: `bad-header` and those of `parseHouse`. */
export function houseOf(session: Session, opened: OpenedFile<ParsedLine>): Result<ReceivedHouse, Refusal> | null {
  if (opened.header.from.agency !== session.card.agency) return null;
  const [blob] = opened.blobs;
  if (opened.header.kind !== 'changes' || !blob || opened.blobs.length !== 1)
    return err(fault('bad-header', 'stations'));
  const house = parseHouse(blob.bytes);
  if (!house.ok) return house;
  const proved = new Set(house.value.files.flatMap(idsOf));
  return ok({
    house: house.value,
    own: opened.lines.filter((line) => !proved.has(line.idText)),
    from: { ...opened.header.from, created: opened.header.created },
    byId: new Map(opened.lines.map((line) => [line.idText, line])),
  });
}
