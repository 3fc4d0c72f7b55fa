import type { Core } from '../changelog/context.ts';
import { conflictDetail, conflictPage, sidesOf } from '../queries/conflict-pages.ts';
import { carrier, keepCarrier, noteBreach, openBreaches, operationsOf, recordBreaches } from './breaches.ts';
import type { ExchangeDesk } from './desk-types.ts';
import {
  alarms,
  doubts,
  holds,
  recalledFrom,
  recalledHere,
  recalls,
  sealedFiles,
  sentItems,
  standings,
} from './overview.ts';
import { holding, releasedFields, sentRecords } from './holdings.ts';
import { hasFile, hasHeader, houseFiles, joinAgency, prepareHouse } from './house.ts';
import { holdRecord, liftHold } from './recall.ts';
import { releasable, releaseAgain } from './release.ts';
import { preparePlain, receiptsFor, restartStreams, returnsFor } from './restart.ts';

export const makeDesk = (core: Core): ExchangeDesk => ({
  prepareAck: (to, by) => preparePlain(core, to, by, 'ack'),
  prepareHouse: (by, full) => prepareHouse(core, by, full),
  houseFiles: (after) => houseFiles(core, after),
  hasFile: (hash) => hasFile(core, hash),
  hasHeader: (header) => hasHeader(core, header),
  joinAgency: (identity, by, second) => joinAgency(core, identity, by, second),
  prepareReturn: (to, by) => preparePlain(core, to, by, 'return'),
  returnsFor: (to) => returnsFor(core, to),
  receiptsWaiting: (to) => {
    const n = core.names.find(to);
    return n === null ? 0 : receiptsFor(core, n).length;
  },
  releaseAgain: (input) => releaseAgain(core, input),
  recalledFrom: (agency) => recalledFrom(core, agency),
  recalls: (first, count) => recalls(core, first, count),
  recalledHere: (first, count) => recalledHere(core, first, count),
  hold: (input) => holdRecord(core, input),
  liftHold: (input) => liftHold(core, input),
  holds: () => holds(core),
  restart: (by, reason) => restartStreams(core, by, reason),
  outbox: (to, first, count, day) => sentItems(core, to, first, count, day),
  sentRecords: (outbox, first, count) => sentRecords(core, outbox, first, count),
  holding: (agency) => holding(core, agency),
  releasable: (recs, to) => releasable(core, recs, to),
  releasedFields: (agency, operation) => releasedFields(core, agency, operation),
  sealedFiles: () => sealedFiles(core),
  standings: () => standings(core),
  alarms: (undecidedOnly) => alarms(core, undecidedOnly),
  doubts: () => doubts(core),
  conflictPage: (list, operation, first, count) => conflictPage(core, list, operation, first, count),
  sidesOf: (operation) => sidesOf(core, operation),
  conflict: (rec, field) => conflictDetail(core, rec, field),
  operationsOf: (records) => operationsOf(core, records),
  recordBreaches: (input) => recordBreaches(core, input),
  breaches: (operation) => openBreaches(core, operation),
  noteBreach: (n, by) => noteBreach(core, n, by),
  carrier: (agency) => carrier(core, agency),
  keepCarrier: (agency, folder) => keepCarrier(core, agency, folder),
});
