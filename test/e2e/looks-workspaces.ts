/** Makes the workspaces that the looks are taken from, in a process of its own with a clock that stands still. */
import path from 'node:path';
import { type Agency, fileRef, load, makeAgency, sealFor, trustEachOther } from '../tools/agencies.ts';

const [, , home = ''] = process.argv;

async function retime(agency: Agency, operation: string, code: string, at: string): Promise<void> {
  const record = (await agency.dump()).find((one) => one.kind === 'task' && one.code === code);
  if (!record) throw new Error(`no task ${code}`);
  await agency.do('task.setStart', { operation, task: record.id, at });
}

/** A07 keeps the training operation and shares it with A01; both move one task, so that a conflict stands open at A07. */
async function shared(): Promise<void> {
  const lead = await makeAgency(home, 'A07');
  const { operation } = await load(lead);
  const set = [
    { key: 'lawful_hours.KH.entry', value: '06:00-18:00' },
    { key: 'lawful_hours.PH.search', value: '05:00-21:00' },
  ];
  await lead.do('limits.set', { operation, set, by: 'Officer 1', reason: 'law of the host states' });
  const host = await makeAgency(home, 'A01');
  await trustEachOther(lead, host);
  const [first, back] = [path.join(home, 'to-A01.jxb'), path.join(home, 'to-A07.jxb')];
  await sealFor(lead, 'A01', first);
  const taken = await host.do('exchange.acceptFile', { file: fileRef(first), by: 'Officer 3' });
  if (!taken) throw new Error('the pack was not taken in');
  await retime(lead, operation, 'T03', 'D-20T09:00');
  await retime(host, operation, 'T03', 'D-21T10:00');
  await sealFor(host, 'A07', back);
  await lead.do('exchange.acceptFile', { file: fileRef(back), by: 'Officer 1' });
  const branch = await lead.do('branch.create', { operation, name: 'One hour later' });
  await lead.do('hHour.set', { operation: branch.id, to: { deltaMin: 60 } });
  await lead.do('baseline.take', { operation });
  await Promise.all([lead.close(), host.close()]);
}

await shared();
const empty = await makeAgency(home, 'A02');
await empty.close();
