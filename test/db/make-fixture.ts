/**
 * Writes the frozen database of a version: `node test/db/make-fixture.ts <folder>`. Run once per schema version when it is released; what
 * it wrote is never edited or written again.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SCHEMA_VERSION } from '#db/migrations/index.ts';
import { idFor, idOf, makeStation, must, receiveFile, sendAll } from './station.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: make-fixture.ts <folder>');
const a = makeStation('fixture A', 'fixture');
const b = makeStation('fixture B', 'fixture');
const all = [a, b];
a.store.identity.save({
  agencyId: a.agency,
  code: 'NORTH',
  name: 'Northern Agency',
  stationKeyId: a.key,
  card: new Uint8Array([1, 2, 3]),
  serial: 1,
  sealed: new Uint8Array([4, 5, 6]),
});
a.store.partners.saveCard({
  agencyId: b.agency,
  code: 'SOUTH',
  name: 'Southern Agency',
  card: new Uint8Array([7, 8, 9]),
  cardId: idOf('card of B'),
  serial: 2,
  revocations: [{ key: idOf('old key'), stream: null, seq: null }],
});
a.store.partners.trust({ agencyId: b.agency, by: 'p1', second: 'p2', how: 'digits', ceiling: 'INTERPOL RESTRICTED' });
a.store.settings.set('language', 'en');
const made = must(a, [
  {
    type: 'create',
    kind: 'operation',
    key: 'op',
    fields: {
      code: 'OP',
      codeName: 'LANTERN',
      titleEn: 'Fictional',
      hHour: '2027-03-30T03:00:00Z',
      refTz: 'Asia/Bangkok',
      tlp: 'AMBER',
    },
  },
  {
    type: 'create',
    kind: 'task',
    key: 't1',
    fields: {
      code: 'T1',
      operation: { ref: 'op' },
      title: 'Entry',
      at: 'H+0:00',
      minutes: 60,
      needSkills: [['entry', 2]],
    },
  },
  {
    type: 'create',
    kind: 'task',
    key: 't2',
    fields: { code: 'T2', operation: { ref: 'op' }, title: 'Closed later', at: 'H+1:00', minutes: 30 },
  },
  {
    type: 'create',
    kind: 'assignment',
    key: 'as',
    fields: { operation: { ref: 'op' }, task: { ref: 't1' }, role: 'lead' },
  },
  {
    type: 'create',
    kind: 'movement',
    key: 'm',
    fields: {
      code: 'M1',
      operation: { ref: 'op' },
      status: 'planned',
      mode: 'road',
      route: ['KH', ['KR'], ['TH']],
      depart: '2027-04-03T02:00:00Z',
      medicalFlags: 0,
      held: ['2027-04-01T22:00:00Z', null],
      witnesses: [3, 2],
      escortArmed: 0,
    },
  },
  {
    type: 'create',
    kind: 'transitPermission',
    key: 'tp',
    fields: { operation: { ref: 'op' }, movement: { ref: 'm' }, permit: ['TH', null, 0] },
  },
  { type: 'create', kind: 'traveller', key: 'v', fields: { operation: { ref: 'op' }, nationality: 'jxt1.c2VhbGVk' } },
]);
const op = idFor(made, 'op');
const t1 = idFor(made, 't1');
receiveFile(b, sendAll(a, b, op), all);
a.store.exchange.receiveAcks(b.agency, b.store.exchange.acksFor(a.agency));
must(a, [{ type: 'set', rec: t1, field: 'minutes', value: 61 }]);
must(b, [{ type: 'set', rec: t1, field: 'minutes', value: 62 }]);
receiveFile(a, sendAll(b, a, op), all);
must(a, [{ type: 'close', rec: idFor(made, 't2') }]);
must(a, [{ type: 'set', rec: t1, field: 'title', value: 'Entry north' }]);
a.store.plan.undo('p1');
const view = {
  key: a.keyHex,
  agency: a.agency,
  operation: op,
  dump: a.store.read.dump({ includeClosed: true }),
  released: a.store.read.dump({ releasedTo: b.agency }),
  conflicts: a.store.read.conflicts().map((c) => [c.rec, c.field, c.sides.map((s) => s.value)]),
  undo: a.store.plan.undoList(),
  box: a.store.exchange.box(0, 10),
  partners: a.store.partners.list().map((p) => [p.agencyId, p.code, p.trust, p.ceiling]),
  audit: a.store.audit.head(),
  history: a.store.read.history(t1).length,
};
a.close();
mkdirSync(folder, { recursive: true });
copyFileSync(a.file, path.join(folder, `schema-${SCHEMA_VERSION}.db`));
writeFileSync(path.join(folder, `schema-${SCHEMA_VERSION}.key.txt`), `${a.keyHex}\n`);
writeFileSync(path.join(folder, `schema-${SCHEMA_VERSION}.expected.json`), `${JSON.stringify(view, null, 1)}\n`);
a.open();
for (const s of all) s.destroy();
