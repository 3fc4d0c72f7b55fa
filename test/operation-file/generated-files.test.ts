/**
 * Other operations than the training one, all the way: generated, written as operation files, checked as files, loaded into a real
 * encrypted workspace and checked there. Both ways find the same, word for word, and the oracle agrees.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker, type WorkerClient } from '#electron/worker/client.ts';
import type { CheckReport, RequestIn, RequestName, RequestOut } from '#electron/worker/requests.ts';
import { GENERATED_CLOCK, generatePlan } from '#shared/formats/generator/index.ts';
import { writeOperationFile } from '#shared/formats/operation-file/write.ts';
import type { Plan } from '#shared/model/plan.ts';
import { assert } from '#shared/result/result.ts';
import { oracleSays } from '#test/oracle/index.ts';
import { DENSE_CLOCK, densePlan } from '#test/oracle/dense-plan.ts';
import { ensureBuilt, OUT, PASSPHRASE } from '#test/tools/cli.ts';

interface Other {
  readonly name: string;
  readonly clock: number;
  readonly plan: Plan;
}
const generated = Array.from({ length: 25 }, (_, n): Other => {
  const shape = { code: `OP-G${n}`, number: n + 1, tasks: 60 + (n % 5) * 20, people: 20 + n, travellers: 30 + n };
  return {
    name: `generated ${n}`,
    clock: GENERATED_CLOCK,
    plan: generatePlan(n, { ...shape, clock: GENERATED_CLOCK }),
  };
});
const random = Array.from({ length: 10 }, (_, n): Other => {
  const plan = densePlan(500 + n, 9);
  const id = `OP-R${n}`;
  const records = plan.records.map((r) => ({ ...r, links: r.links.map((link) => (link === 'OP-1' ? id : link)) }));
  return {
    name: `random ${n}`,
    clock: DENSE_CLOCK,
    plan: { ...plan, operation: { ...plan.operation, id }, records },
  };
});

let home = '';
let worker: WorkerClient;
/** A workspace also says of each finding whether somebody lifted it; a file holds no word of a commander. */
function withoutLiftings(report: CheckReport): unknown {
  const { lifted, ...counts } = report.counts;
  expect(lifted).toBe(0);
  const plain = (finding: CheckReport['findings'][number]): unknown =>
    Object.fromEntries(Object.entries(finding).filter(([key]) => key !== 'lifted'));
  const { move } = report;
  return { ...report, counts, findings: report.findings.map(plain), move };
}

const ask = async <N extends RequestName>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> => {
  const reply = await worker.request(name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value;
};

beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-others-'));
  worker = startWorker(path.join(OUT, 'worker/worker.cjs'));
  const who = { name: 'W', agencyCode: 'A01', agencyName: 'Agency 1', passphrase: PASSPHRASE };
  await ask('workspace.create', { dir: path.join(home, 'W'), ...who });
}, 120_000);
afterAll(async () => {
  await worker.close();
  rmSync(home, { recursive: true, force: true });
});

describe.each([...generated, ...random])('$name', ({ name, plan, clock }) => {
  it('is the same as a file and in a workspace', { timeout: 60_000 }, async () => {
    const written = writeOperationFile(plan, clock);
    assert(written.ok, 'it can be written');
    const file = { path: path.join(home, `${name}.yaml`), name: `${name}.yaml` };
    writeFileSync(file.path, written.value);
    const asFile = await ask('file.check', { file, at: null, moveMin: null });
    await ask('operation.load', { file });
    const loaded = await ask('operation.check', { operation: plan.operation.id, at: null, moveMin: null });
    expect(withoutLiftings(loaded)).toEqual(asFile);
    const said = asFile.findings.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`);
    expect(said.sort()).toEqual(oracleSays(plan, clock));
    expect(said.length).toBeGreaterThan(0);
  });

  it('is the same with H moved and on another day', { timeout: 60_000 }, async () => {
    const file = { path: path.join(home, `${name}.yaml`), name: `${name}.yaml` };
    for (const options of [
      { at: null, moveMin: 90 },
      { at: '2027-04-20T02:00:00Z', moveMin: -1440 },
    ]) {
      const loaded = await ask('operation.check', { operation: plan.operation.id, ...options });
      expect(withoutLiftings(loaded)).toEqual(await ask('file.check', { file, ...options }));
    }
  });
});
