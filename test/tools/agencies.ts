/** Workspaces of fictional agencies, made and driven by the built worker: one thread instead of a process for every step. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { CallError, Reply } from '#shared/contract/call.ts';
import { startWorker, type WorkerClient } from '#electron/worker/client.ts';
import type { FileRef, Manifest, RequestIn, RequestName, RequestOut } from '#electron/worker/requests.ts';
import { OUT, PASSPHRASE, TRAINING } from './places.ts';

export const fileRef = (file: string): FileRef => ({ path: file, name: path.basename(file) });

export interface DumpRecord {
  readonly id: string;
  readonly kind: string;
  readonly owner: string;
  readonly code: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The value, or an error that names the refusal. */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  const { code, place, reason } = reply.error;
  throw new Error(`refused: ${code} at ${place}: ${reason}`);
}
export const errorOf = (reply: Reply<unknown>): CallError | null => (reply.ok ? null : reply.error);

/** One worker of the build under test, with at most one workspace open. */
export class Agency {
  readonly dir: string;
  readonly worker: WorkerClient;

  constructor(dir: string) {
    this.dir = dir;
    this.worker = startWorker(path.join(OUT, 'worker/worker.cjs'));
  }

  ask<N extends RequestName>(name: N, input: RequestIn<N>): Promise<Reply<RequestOut<N>>> {
    return this.worker.request(name, input);
  }
  async do<N extends RequestName>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
    return valueOf(await this.ask(name, input));
  }
  open(dir = this.dir): Promise<RequestOut<'workspace.open'>> {
    return this.do('workspace.open', { dir, passphrase: PASSPHRASE });
  }
  /** Closes the workspace; the worker stays. */
  async lock(): Promise<void> {
    await this.do('workspace.close', {});
  }
  async dump(releasedTo: string | null = null): Promise<readonly DumpRecord[]> {
    return ((await this.do('dump', { releasedTo })) as { records: readonly DumpRecord[] }).records;
  }
  close(): Promise<void> {
    return this.worker.close();
  }
}

/** A new workspace of the agency with this code below `home`, open. */
export async function makeAgency(home: string, code: string): Promise<Agency> {
  mkdirSync(home, { recursive: true });
  const agency = new Agency(path.join(home, code));
  await agency.do('workspace.create', {
    dir: agency.dir,
    name: code,
    agencyCode: code,
    agencyName: `Fictional agency ${code}`,
    passphrase: PASSPHRASE,
  });
  return agency;
}

/** Loads an operation file, the training operation unless told. */
export const load = (agency: Agency, file = TRAINING): Promise<RequestOut<'operation.load'>> =>
  agency.do('operation.load', { file: fileRef(file) });

/** Both sides write their cards beside their workspaces, read the other's, compare the digits and trust. */
export async function trustEachOther(a: Agency, b: Agency): Promise<void> {
  const [cardA, cardB] = [`${a.dir}.jxc`, `${b.dir}.jxc`];
  await a.do('card.write', { file: fileRef(cardA) });
  await b.do('card.write', { file: fileRef(cardB) });
  const seenByA = await a.do('card.read', { file: fileRef(cardB) });
  const seenByB = await b.do('card.read', { file: fileRef(cardA) });
  const ceremony = { by: 'Officer 1', second: 'Officer 2', how: 'digits', ceiling: 'INTERPOL RESTRICTED' } as const;
  await a.do('partner.trust', { agencyId: seenByA.agencyId, digits: seenByB.digits, ...ceremony });
  await b.do('partner.trust', { agencyId: seenByB.agencyId, digits: seenByA.digits, ...ceremony });
}

/** Seals OP-LT for an agency into a file. */
export const sealFor = (
  from: Agency,
  to: string,
  file: string,
  options: { readonly full?: boolean } = {},
): Promise<RequestOut<'exchange.seal'>> =>
  from.do('exchange.seal', {
    ...options,
    operation: 'OP-LT',
    to,
    purpose: 'joint_operation',
    file: fileRef(file),
    by: 'Officer 1',
    second: 'Officer 2',
  });

/** A dump cut down to what a manifest names: worked out here and not by the store. */
export function cutTo(records: readonly DumpRecord[], manifest: Manifest): readonly DumpRecord[] {
  const fieldsOf = new Map(manifest.included.map((item) => [item.record, new Set(item.fields)]));
  return records.flatMap((record) => {
    const allowed = fieldsOf.get(record.id);
    if (!allowed) return [];
    const fields = Object.fromEntries(Object.entries(record.fields).filter(([name]) => allowed.has(name)));
    return [{ ...record, code: typeof fields['code'] === 'string' ? fields['code'] : null, fields }];
  });
}
