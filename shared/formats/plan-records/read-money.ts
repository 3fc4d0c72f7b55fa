/** Entities, assets, flows, requests, deconfliction and risks from their records. */
import type {
  CountryCode,
  LocalDate,
  PlanAsset,
  PlanDeconfliction,
  PlanEntity,
  PlanFlow,
  PlanRequest,
  PlanRisk,
} from '../../model/plan.ts';
import type { AssetKind, AssetState, DeconflictionState, EntityKind, RequestState } from '../../model/vocabulary.ts';
import { amountOf, answerOf, rateOf, stopPaymentOf } from './read-held.ts';
import { readAll } from './read-planning.ts';
import type { RowBook } from './row-book.ts';
import { count, maybe, text } from './values.ts';

export const readEntities = (book: RowBook): readonly PlanEntity[] =>
  readAll(book, 'entity', ['entityKind'], (row, id) => ({
    id,
    kind: maybe<EntityKind>(row, 'entityKind') as EntityKind,
    name: text(row, 'name'),
    cc: maybe<CountryCode>(row, 'cc'),
  }));

export const readAssets = (book: RowBook): readonly PlanAsset[] =>
  readAll(book, 'asset', ['assetKind', 'state'], (row, id) => {
    const order = maybe<readonly [string, LocalDate, number]>(row, 'order');
    return {
      id,
      kind: maybe<AssetKind>(row, 'assetKind') as AssetKind,
      ref: text(row, 'reference'),
      state: maybe<AssetState>(row, 'state') as AssetState,
      usdMinor: count(row, 'usdMinor'),
      owner: maybe<string>(row, 'owner') === 'unknown' ? 'unknown' : book.ref(row, 'owner'),
      cc: maybe<CountryCode>(row, 'cc'),
      ccy: maybe<string>(row, 'ccy'),
      order: order && { ref: order[0], date: order[1], final: order[2] === 1 },
      agreement: book.ref(row, 'agreement'),
      amount: amountOf(row),
      rate: rateOf(row),
    };
  });

/** A flow without both ends (one was not released) says nothing and is not part of the plan; the missing end is counted. */
export function readFlows(book: RowBook): readonly PlanFlow[] {
  const end = (value: string): string | null => (value.startsWith('V:') ? value : book.target(value));
  return readAll(book, 'flow', ['src', 'dst', 'usdMinor', 'on'], (row, id) => {
    const [src, dst] = [end(text(row, 'src')), end(text(row, 'dst'))];
    const [usdMinor, date, method] = [count(row, 'usdMinor'), text(row, 'on'), text(row, 'method')];
    return src === null || dst === null ? [] : [{ id, src, dst, usdMinor, date, method }];
  }).flat();
}

/** Asked of this country, or of everybody; a request whose addressee is something else is not understood. */
const ADDRESSEE = /^([A-Z]{2}|\*)$/;

export const readRequests = (book: RowBook): readonly PlanRequest[] =>
  readAll(book, 'request', ['to', 'status'], (row, id): readonly PlanRequest[] => {
    if (!ADDRESSEE.test(text(row, 'to'))) {
      book.leaveOut(row, 'to');
      return [];
    }
    const effect = maybe<readonly [string, LocalDate, LocalDate | null]>(row, 'effect');
    return [
      {
        id,
        kind: text(row, 'requestKind'),
        channel: text(row, 'channel'),
        from: book.ref(row, 'from'),
        to: text(row, 'to'),
        status: maybe<RequestState>(row, 'status') as RequestState,
        asset: book.ref(row, 'asset'),
        entity: book.ref(row, 'entity'),
        date: maybe<LocalDate>(row, 'on'),
        due: maybe<LocalDate>(row, 'due'),
        effect: effect && { measure: effect[0], from: effect[1], until: effect[2] },
        dataHeld: answerOf(row, 'dataHeld'),
        stopPayment: stopPaymentOf(book, row),
      },
    ];
  }).flat();

export const readDeconfliction = (book: RowBook): readonly PlanDeconfliction[] =>
  readAll(book, 'deconfliction', ['status'], (row, id) => ({
    id,
    with: text(row, 'with'),
    about: text(row, 'about'),
    status: maybe<DeconflictionState>(row, 'status') as DeconflictionState,
    site: book.ref(row, 'site'),
    raised: maybe<LocalDate>(row, 'raised'),
  }));

export const readRisks = (book: RowBook): readonly PlanRisk[] =>
  readAll(book, 'risk', ['like', 'impact'], (row, id) => ({
    id,
    what: text(row, 'what'),
    like: count(row, 'like'),
    impact: count(row, 'impact'),
    owner: book.ref(row, 'owner'),
    measure: maybe<string>(row, 'measure'),
  }));
