import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../files/atomic-write.ts';
import { readAbout, workspacesBelow } from '../files/workspace-folder.ts';
import { briefPages } from '../print/pages.ts';
import type { WorkerClient } from '../worker/client.ts';
import { EXIT, UsageError } from './args.ts';
import { fileRef, openWorker, value } from './context.ts';
import { findingsTable } from './output.ts';
import type { Verb } from './verbs.ts';

/** Printed and fixed on purpose: the training workspaces hold fictional data only. */
const PASSPHRASE = 'training only: lantern tide';
const OFFICERS = { by: 'Training officer 1', second: 'Training officer 2' } as const;

/** An older run is replaced, but only a folder that holds nothing else than a run of this command. */
function freshFolder(dir: string): void {
  if (existsSync(dir)) {
    const ours =
      workspacesBelow(dir).length > 0 && workspacesBelow(dir).every((d) => readAbout(d)?.name.startsWith('Training '));
    if (!ours) throw new UsageError(`${dir} exists and is not from an earlier run; name another folder`);
    rmSync(dir, { recursive: true });
  }
  mkdirSync(dir, { recursive: true });
}

/** Each side reads the other's card; the digits come out the same, and two officers on each side say so. */
async function ceremony(a: WorkerClient, b: WorkerClient, dir: string): Promise<string> {
  const [cardA, cardB] = [path.join(dir, 'A07-card.jxc'), path.join(dir, 'A06-card.jxc')];
  value(await a.request('card.write', { file: fileRef(cardA) }));
  value(await b.request('card.write', { file: fileRef(cardB) }));
  const seenByA = value(await a.request('card.read', { file: fileRef(cardB) }));
  const seenByB = value(await b.request('card.read', { file: fileRef(cardA) }));
  const confirm = { ...OFFICERS, how: 'digits', ceiling: 'INTERPOL RESTRICTED' } as const;
  value(await a.request('partner.trust', { agencyId: seenByA.agencyId, digits: seenByB.digits, ...confirm }));
  value(await b.request('partner.trust', { agencyId: seenByB.agencyId, digits: seenByA.digits, ...confirm }));
  return seenByA.digits.join(' ');
}

export const demo: Verb = {
  usage: 'demo [DIR]',
  help: 'Does the main job on the fictional training operation, from two new workspaces to an accepted file.',
  async run(context) {
    const { args, out, worker: a, home } = context;
    args.allow();
    const [place = 'demo-output'] = args.atMost(1, 'DIR');
    const dir = path.resolve(place);
    freshFolder(dir);
    const began = performance.now();
    const steps: { step: string; seconds: number }[] = [];
    let last = began;
    const step = (n: number, text: string): void => out.note(`\n[${n}/8] ${text}`);
    const tell = (text: string): void => {
      const now = performance.now();
      steps.push({ step: text.split('\n')[0] ?? '', seconds: Number(((now - last) / 1000).toFixed(2)) });
      out.note(`      ${text.replaceAll('\n', '\n      ')}  (${((now - last) / 1000).toFixed(1)} s)`);
      last = now;
    };
    const b = openWorker(home);
    try {
      step(1, 'Two encrypted workspaces');
      const names = {
        A07: 'Korea police, international investigations',
        A06: 'Thailand police, transit and coordination',
      };
      for (const [worker, code] of [
        [a, 'A07'],
        [b, 'A06'],
      ] as const)
        value(
          await worker.request('workspace.create', {
            dir: path.join(dir, code),
            name: `Training ${code}`,
            agencyCode: code,
            agencyName: names[code],
            passphrase: PASSPHRASE,
          }),
        );
      tell('A07 (keeps the operation) and A06 (receives its part)');

      step(2, 'The training operation is loaded into A07');
      const { operation, card } = value(await a.request('operation.loadTraining', {}));
      tell(
        `${card.codeName}: ${card.counts.tasks} tasks, ${card.counts.people} people, ${card.counts.sites} sites, ${card.counts.movements} movements`,
      );

      step(3, 'What is wrong with the plan');
      const checked = value(await a.request('operation.check', { operation, at: null, moveMin: null }));
      out.note(findingsTable(checked.findings));
      tell(`${checked.counts.block} findings block a step, ${checked.counts.warn} warn`);

      step(4, 'What if H-hour were 60 minutes earlier? (a preview: nothing is changed)');
      const preview = value(await a.request('hHour.preview', { operation, to: { deltaMin: -60 } }));
      const list = (findings: typeof preview.added): string =>
        findings.length === 0 ? 'none' : findings.map((f) => `${f.rule} ${f.subject}`).join(', ');
      out.note(
        `      ${preview.moved} items move, ${preview.stayed.length} stay on their clock (${preview.stayed
          .filter((s) => s.why === 'fixed')
          .map((s) => s.code)
          .join(', ')} are fixed)`,
      );
      out.note(`      findings gone: ${list(preview.gone)}\n      findings added: ${list(preview.added)}`);
      tell('previewed');

      step(5, 'The agencies compare 60 digits and trust each other');
      tell(await ceremony(a, b, dir));

      step(6, 'Briefing pack for A06 (IIMARCH, PDF)');
      const job = value(
        await a.request('brief.prepare', { operation, template: 'iimarch', forAgency: 'A06', lang: 'en' }),
      );
      const pack = await briefPages(context.printer, job);
      const packFile = path.join(dir, 'LANTERN-TIDE-A06.pdf');
      writeAtomically(packFile, pack.bytes);
      value(
        await a.request('brief.printed', {
          operation,
          forAgency: 'A06',
          bytes: pack.bytes.length,
          pages: pack.pages,
          hash: pack.hash,
        }),
      );
      tell(
        `${pack.pages} pages; ${job.manifest.included.length} records shown, ${job.manifest.withheld.length} withheld, ${job.manifest.redacted.length} fields redacted`,
      );

      step(7, 'An exchange file is sealed for A06');
      const sealedFile = path.join(dir, 'A07-to-A06.jxb');
      const { receipt, manifest } = value(
        await a.request('exchange.seal', {
          operation,
          to: 'A06',
          purpose: 'joint_operation',
          file: fileRef(sealedFile),
          ...OFFICERS,
        }),
      );
      tell(
        `file ${receipt.seq} of stream ${receipt.stream.slice(0, 8)}…: ${receipt.records} records, ${receipt.lines} lines, ${receipt.bytes} bytes`,
      );

      step(8, 'A06 verifies and accepts it');
      const verified = value(await b.request('exchange.verify', { file: fileRef(sealedFile) }));
      out.note(
        `      signed by ${verified.sender.code} ${verified.sender.name} (${verified.sender.fingerprint}), would add ${verified.counts.added} records`,
      );
      const accepted = value(await b.request('exchange.acceptFile', { file: fileRef(sealedFile), by: OFFICERS.by }));
      const c = accepted.receipt.counts;
      tell(
        `accepted: ${c.added} added, ${c.changed} changed, ${c.conflicts} conflicts, ${c.held} held, ${c.aside} set aside`,
      );

      const total = (performance.now() - began) / 1000;
      out.note(`\nDone in ${total.toFixed(1)} s. Everything lies in ${dir}:`);
      out.note(
        `  A07/, A06/              workspaces; passphrase of both: "${PASSPHRASE}"\n  LANTERN-TIDE-A06.pdf    the briefing pack\n  A07-to-A06.jxb          the sealed file\n  A07-card.jxc, A06-card.jxc`,
      );
      out.note('With a display, "npm start" opens a window that offers both workspaces.');
      out.result(
        {
          folder: dir,
          seconds: Number(total.toFixed(2)),
          findings: checked.counts,
          preview: {
            gone: preview.gone.map((f) => [f.rule, f.subject]),
            added: preview.added.map((f) => [f.rule, f.subject]),
          },
          brief: { file: packFile, pages: pack.pages },
          sent: receipt,
          withheld: manifest.withheld.length,
          redacted: manifest.redacted.length,
          accepted: accepted.receipt,
          steps,
        },
        '',
      );
      return EXIT.done;
    } finally {
      await b.close();
    }
  },
};
