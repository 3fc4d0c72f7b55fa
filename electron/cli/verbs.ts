import { existsSync } from 'node:fs';
import path from 'node:path';
import { LANGS } from '#shared/domain/rules/words/index.ts';
import { LEVELS } from '#shared/model/vocabulary.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { briefPages } from '../print/pages.ts';
import { EXIT, type ExitCode, instant, minutes, UsageError } from './args.ts';
import { conflicts, settle } from './conflict-verbs.ts';
import { actor, CallFailed, type Context, fileRef, open, value } from './context.ts';
import { EXCHANGE_VERBS } from './exchange-verbs.ts';
import { isOwnKeyStep, OWN_KEY_USAGE, ownKeys } from './key-verbs.ts';
import { EXPLAIN_VERBS } from './explain.ts';
import { findingsTable, table } from './output.ts';
import { station } from './station-verbs.ts';
import { stepWords } from './step-words.ts';

export interface Verb {
  readonly usage: string;
  readonly help: string;
  readonly run: (context: Context) => Promise<ExitCode>;
}

const clean = (words: readonly (string | false | null)[]): string => words.filter((w) => w).join(' ');

const workspace: Verb = {
  usage: 'workspace new DIR --agency ID [--agency-name NAME] [--operation FILE] [--recovery-out FILE]',
  help: 'Makes an encrypted workspace in the new folder DIR and prints its recovery code once.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('agency', 'agency-name', 'name', 'operation', 'passphrase-file', 'recovery-out');
    const [what, dir] = args.places('new', 'DIR');
    if (what !== 'new') throw new UsageError('expected: workspace new DIR');
    const agencyCode = args.need('agency');
    const file = args.option('operation');
    // A file that would be refused stops everything before a folder is made.
    if (file !== null) value(await worker.request('file.check', { file: fileRef(file), at: null, moveMin: null }));
    const made = value(
      await worker.request('workspace.create', {
        dir: path.resolve(dir),
        name: args.option('name') ?? path.basename(path.resolve(dir)),
        agencyCode,
        agencyName: args.option('agency-name') ?? agencyCode,
        passphrase: args.passphrase(context.env),
      }),
    );
    const codeFile = args.option('recovery-out');
    if (codeFile !== null) writeAtomically(path.resolve(codeFile), new TextEncoder().encode(`${made.recoveryCode}\n`));
    const loaded = file === null ? null : value(await worker.request('operation.load', { file: fileRef(file) }));
    out.result(
      {
        workspace: path.resolve(dir),
        agency: agencyCode,
        agencyId: made.open.agencyId,
        ...(codeFile === null ? { recoveryCode: made.recoveryCode } : {}),
        operation: loaded && { id: loaded.operation, code: loaded.card.code },
      },
      [
        `Workspace for ${agencyCode} made in ${path.resolve(dir)}.`,
        codeFile === null
          ? `Recovery code, shown once (write it on paper): ${made.recoveryCode}`
          : `Recovery code written to ${codeFile}.`,
        ...(loaded ? [`${loaded.card.code} ${loaded.card.codeName} loaded.`] : []),
      ].join('\n'),
    );
    return EXIT.done;
  },
};

const load: Verb = {
  usage: 'load DIR FILE',
  help: 'Loads an operation file into the workspace as one step that can be undone.',
  async run(context) {
    context.args.allow('passphrase-file', 'by');
    const [dir, file] = context.args.places('DIR', 'FILE');
    await open(context, dir);
    const { operation, card } = value(await context.worker.request('operation.load', { file: fileRef(file) }));
    context.out.result(
      { id: operation, code: card.code, codeName: card.codeName, counts: card.counts, findings: card.findings },
      `${card.code} ${card.codeName} loaded: ${card.counts.tasks} tasks, ${card.counts.people} people, ${card.findings.block} blocking and ${card.findings.warn} warning findings.`,
    );
    return EXIT.done;
  },
};

const check: Verb = {
  usage: 'check (FILE | DIR --operation ID) [--at ISO] [--move-h ±MIN] [--lang en|fr|es|ar]',
  help: 'Says what is wrong with a plan, why, where and who can lift it; exit 1 when something blocks. With --move-h: as it would be with H moved.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'at', 'move-h', 'lang', 'passphrase-file');
    const [where] = args.places('FILE or DIR');
    const options = {
      at: instant(args.option('at')),
      moveMin: minutes(args.option('move-h')),
      lang: args.oneOf('lang', LANGS, 'en'),
    };
    const operation = args.option('operation');
    let report;
    if (operation === null) report = value(await worker.request('file.check', { file: fileRef(where), ...options }));
    else {
      await open(context, where);
      report = value(await worker.request('operation.check', { operation, ...options }));
    }
    const move = report.move;
    out.result(
      report,
      [
        `${report.operation} ${report.codeName} at ${report.clock}`,
        findingsTable(report.findings),
        `${report.counts.block} blocking, ${report.counts.warn} warning${report.counts.lifted ? `, ${report.counts.lifted} lifted` : ''}`,
        ...(move === null
          ? []
          : [
              `H moved by ${move.minutes > 0 ? '+' : ''}${move.minutes} min: ${move.moved} items move, ${move.stayed.length} stay, ${move.added.length} findings added, ${move.gone.length} gone.`,
            ]),
      ].join('\n'),
    );
    return report.counts.block > 0 ? EXIT.findings : EXIT.done;
  },
};

const brief: Verb = {
  usage: 'brief DIR --operation ID --template iimarch --for AGENCY [--lang en|fr|es|ar] --out FILE.pdf',
  help: 'Prints the briefing pack one agency may see.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'template', 'for', 'lang', 'out', 'passphrase-file', 'by');
    const [dir] = args.places('DIR');
    const template = args.oneOf('template', ['iimarch'], 'iimarch');
    const lang = args.oneOf('lang', LANGS, 'en');
    const target = path.resolve(args.need('out'));
    const forAgency = args.need('for');
    const operation = args.need('operation');
    await open(context, dir);
    const job = value(await worker.request('brief.prepare', { operation, template, forAgency, lang }));
    const { bytes, pages, hash } = await briefPages(context.printer, job);
    writeAtomically(target, bytes);
    value(await worker.request('brief.printed', { operation, forAgency, bytes: bytes.length, pages, hash }));
    out.result(
      { file: target, pages, bytes: bytes.length, sha256: hash, manifest: job.manifest },
      `${pages} pages for ${forAgency} in ${target}; ${job.manifest.included.length} records included, ${job.manifest.redacted.length} fields redacted, ${job.manifest.withheld.length} records withheld.`,
    );
    return EXIT.done;
  },
};

const exportVerb: Verb = {
  usage: 'export DIR --operation ID --to AGENCY --out FILE.jxb [--full] [--purpose WORD] [--by NAME --second NAME]',
  help: 'Seals what one verified agency may see of an operation and has not acknowledged yet; --full repeats all of it.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'to', 'out', 'purpose', 'by', 'second', 'full', 'passphrase-file');
    const [dir] = args.places('DIR');
    const target = path.resolve(args.need('out'));
    const input = {
      operation: args.need('operation'),
      to: args.need('to'),
      purpose: args.option('purpose') ?? 'joint_operation',
      file: fileRef(target),
      by: actor(args),
      second: args.option('second'),
      full: args.flag('full'),
    };
    if (existsSync(target)) throw new UsageError('--out names a file that exists; a sealed file is never overwritten');
    await open(context, dir);
    const { receipt, manifest } = value(await worker.request('exchange.seal', input));
    if (manifest.secondApprover && input.second === null)
      out.note('No second approver was named (R-HAN-12); the log says so. Name one with --second.');
    out.result(
      { file: target, receipt, manifest },
      `Sealed for ${receipt.to} in ${target}: ${receipt.records} records, ${receipt.bytes} bytes, file ${receipt.seq} of its stream; ${manifest.redacted.length} fields redacted, ${manifest.withheld.length} records withheld.`,
    );
    return EXIT.done;
  },
};

const inspect: Verb = {
  usage: 'inspect FILE',
  help: 'Says what can be seen of a sealed file without a key, which is next to nothing.',
  async run(context) {
    context.args.allow();
    const [file] = context.args.places('FILE');
    const seen = value(await context.worker.request('exchange.inspect', { file: fileRef(file) }));
    context.out.result(
      seen,
      `${seen.format}, ${seen.bytes} bytes, ${seen.stanzas.map((s) => `${s.count} × ${s.type}`).join(', ')}. Sender, operation and number are inside the seal.`,
    );
    return EXIT.done;
  },
};

const WAITS: Readonly<Record<string, (code: string) => string>> = {
  card: (code) => `this is the card of ${code}, not a sealed file; take it in with "keys trust"`,
  'unknown-sender': () => 'the agency that signed this file is not known here; ask for its card first',
};
const verify: Verb = {
  usage: 'verify DIR FILE',
  help: 'Checks a received file and says what it would change, without changing anything.',
  async run(context) {
    context.args.allow('passphrase-file');
    const [dir, file] = context.args.places('DIR', 'FILE');
    await open(context, dir);
    const seen = value(await context.worker.request('exchange.verify', { file: fileRef(file) }));
    // The window offers the next step for these; here they are no sealed file that could be accepted.
    const waits = WAITS[seen.state];
    if (waits !== undefined)
      throw new CallFailed({
        kind: 'refused',
        code: seen.state,
        place: path.basename(file),
        reason: waits(seen.sender.code),
        details: [],
      });
    const c = seen.counts;
    context.out.result(
      seen,
      clean([
        `From ${seen.sender.code} ${seen.sender.name} (${seen.sender.fingerprint}): ${seen.state}.`,
        `${c.added} added, ${c.changed} changed, ${c.closed} closed, ${c.conflicts} conflicts, ${c.held} held, ${c.aside} set aside.`,
        seen.gap && `Missing before it: file ${seen.missing.join(', ')}.`,
      ]),
    );
    return c.conflicts > 0 ? EXIT.findings : EXIT.done;
  },
};

const accept: Verb = {
  usage: 'accept DIR FILE [--by NAME]',
  help: 'Takes a verified file into the workspace; taking it again changes nothing.',
  async run(context) {
    context.args.allow('passphrase-file', 'by');
    const [dir, file] = context.args.places('DIR', 'FILE');
    await open(context, dir);
    const { receipt, records } = value(
      await context.worker.request('exchange.acceptFile', { file: fileRef(file), by: actor(context.args) }),
    );
    const c = receipt.counts;
    context.out.result(
      { receipt, records },
      receipt.state === 'already-imported'
        ? 'Already imported; nothing changed.'
        : clean([
            `Accepted file ${receipt.seq} from ${receipt.from}: ${c.added} added, ${c.changed} changed, ${c.closed} closed, ${c.conflicts} conflicts, ${c.held} held, ${c.aside} set aside.`,
            receipt.recalled > 0 && `${receipt.recalled} recalled; look for paper and copies of them.`,
            receipt.missing.length > 0 && `Missing before it: file ${receipt.missing.join(', ')}.`,
            receipt.breaks.length > 0 &&
              `The merged plan breaks ${[...new Set(receipt.breaks.map((b) => b.rule))].join(', ')}.`,
          ]),
    );
    return c.conflicts > 0 ? EXIT.findings : EXIT.done;
  },
};

const dump: Verb = {
  usage: 'dump DIR [--released-to AGENCY]',
  help: 'Prints the canonical state, for comparing two machines; with --released-to only what was sent to that agency.',
  async run(context) {
    context.args.allow('passphrase-file', 'released-to');
    const [dir] = context.args.places('DIR');
    await open(context, dir);
    const state = value(await context.worker.request('dump', { releasedTo: context.args.option('released-to') }));
    context.out.result(state, JSON.stringify(state, null, 1));
    return EXIT.done;
  },
};

const history: Verb = {
  usage: 'history DIR --record ID',
  help: 'Who changed what of one record, newest first. ID is a record id or a code such as T39.',
  async run(context) {
    context.args.allow('passphrase-file', 'record');
    const [dir] = context.args.places('DIR');
    const record = context.args.need('record');
    await open(context, dir);
    const entries = value(await context.worker.request('history.of', { record }));
    context.out.result(
      { record, entries },
      table(
        ['when', 'agency', 'by', 'step', 'field', 'before', 'after'],
        entries.map((e) => [
          new Date(e.at).toISOString(),
          e.agency,
          e.by,
          stepWords({ key: e.label, params: {} }),
          e.field,
          e.before ?? '',
          e.after ?? '',
        ]),
      ),
    );
    return EXIT.done;
  },
};

const undo: Verb = {
  usage: 'undo DIR',
  help: 'Takes back the last step, across restarts.',
  async run(context) {
    context.args.allow('passphrase-file', 'by');
    const [dir] = context.args.places('DIR');
    await open(context, dir);
    const step = value(await context.worker.request('undo.undo', {}));
    context.out.result(
      step,
      `Undone: ${stepWords(step.label)}; ${step.touched} records${step.conflicts > 0 ? `, ${step.conflicts} conflicts opened` : ''}.`,
    );
    return step.conflicts > 0 ? EXIT.findings : EXIT.done;
  },
};

const keys: Verb = {
  usage: `keys show DIR [CARD] [--card FILE] | keys trust DIR CARD --digits "12345 …" --by NAME --second NAME [--ceiling LEVEL] [--again] | keys revoke DIR --agency ID --reason TEXT | ${OWN_KEY_USAGE}`,
  help: 'Shows cards, trusts a partner after both sides compared the 60 digits, revokes it; changes or revokes own keys by a new card.',
  async run(context) {
    const { args, out, worker } = context;
    if (isOwnKeyStep(args.words[0])) return await ownKeys(context);
    args.allow('again', 'card', 'digits', 'how', 'by', 'second', 'ceiling', 'agency', 'reason', 'passphrase-file');
    const [what, dir, cardFile] = args.atMost(3, 'DIR CARD');
    if (dir === undefined || !['show', 'trust', 'revoke'].includes(what ?? ''))
      throw new UsageError('expected: keys show|trust|revoke|own|rotate|revoke-station DIR');
    await open(context, dir);
    if (what === 'show') {
      const target = args.option('card');
      if (target !== null) value(await worker.request('card.write', { file: fileRef(target) }));
      if (cardFile !== undefined) value(await worker.request('card.read', { file: fileRef(cardFile) }));
      const own = value(await worker.request('card.own', {}));
      const partners = value(await worker.request('partner.list', {}));
      out.result(
        { own, partners },
        [
          `${own.code} ${own.name}`,
          `agency id ${own.agencyId}`,
          `fingerprint ${own.fingerprint}`,
          ...partners.map((p) => `\n${p.code} ${p.name}: ${p.trust}\ncompare aloud: ${p.digits.join(' ')}`),
        ].join('\n'),
      );
      return EXIT.done;
    }
    if (what === 'revoke') {
      args.places('revoke', 'DIR');
      const code = args.need('agency');
      const partner = value(await worker.request('partner.list', {})).find(
        (p) => p.code === code || p.agencyId === code,
      );
      if (!partner)
        throw new CallFailed({
          kind: 'refused',
          code: 'unknown-partner',
          place: code,
          reason: 'no partner of this name is known here',
          details: [],
        });
      const revoked = value(
        await worker.request('partner.revoke', {
          agencyId: partner.agencyId,
          by: actor(args),
          reason: args.need('reason'),
        }),
      );
      out.result(
        { partner: revoked },
        `${revoked.code} is revoked: nothing of it is accepted, and nothing is sealed for it.`,
      );
      return EXIT.done;
    }
    if (cardFile === undefined) throw new UsageError('expected: keys trust DIR CARD --digits "12345 …"');
    const partner = value(
      await worker.request('card.read', { file: fileRef(cardFile), ...(args.flag('again') ? { again: true } : {}) }),
    );
    const typed = args.option('digits');
    if (typed === null) {
      out.note(
        `Compare these 60 digits with ${partner.code} by voice or in person; the same must stand on both screens:\n${partner.digits.join(' ')}\nThen repeat the command with --digits "…" and the names of two officers (--by, --second).`,
      );
      throw new UsageError('the 60 digits were not compared');
    }
    const digits = (typed.match(/\d/g) ?? []).join('').match(/\d{5}/g) ?? [];
    const trusted = value(
      await worker.request('partner.trust', {
        agencyId: partner.agencyId,
        by: args.need('by'),
        second: args.need('second'),
        how: args.oneOf('how', ['digits', 'qr'], 'digits'),
        digits,
        ceiling: args.oneOf('ceiling', LEVELS, 'INTERPOL RESTRICTED'),
      }),
    );
    out.result({ partner: trusted }, `${trusted.code} ${trusted.name} is trusted up to ${trusted.ceiling}.`);
    return EXIT.done;
  },
};

/** Every verb of the command line, in the order of help. */
export const VERBS: Readonly<Record<string, Verb>> = {
  workspace,
  load,
  check,
  ...EXPLAIN_VERBS,
  brief,
  keys,
  station,
  export: exportVerb,
  inspect,
  verify,
  accept,
  dump,
  history,
  undo,
  conflicts,
  settle,
  ...EXCHANGE_VERBS,
};
