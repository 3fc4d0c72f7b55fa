import path from 'node:path';
import { EXIT, type ExitCode, UsageError } from './args.ts';
import { actor, type Context, fileRef, open, value } from './context.ts';

/** Several stations of one agency. */
export const station = {
  usage:
    'station enrol DIR --partner AGENCY --name NAME --by NAME --second NAME [--card FILE] | station join DIR --partner AGENCY --by NAME --second NAME | station card DIR CARD | station pass DIR --out FILE [--full] [--by NAME] | station sync DIR --folder FOLDER|--hub URL [--by NAME] | station ask DIR [--what encryption|station] [--by NAME] | station renew DIR --station ID --by NAME --second NAME [--card FILE]',
  help: 'Takes an empty workspace in as a further station, makes this one a station of an agency, takes a newer own card, passes on what the other stations lack: in a file, through a folder, or through their hub (postgres://user@server/database; the password from PGPASSWORD or the password file). A station without the root key asks for new keys in what it passes on next; at the one with it, two people take the ask in.',
  async run(context: Context): Promise<ExitCode> {
    const [step] = context.args.words;
    const run = step === undefined ? undefined : STEPS[step];
    if (!run) throw new UsageError(`expected: station ${Object.keys(STEPS).join('|')} DIR`);
    return await run(context);
  },
};

type Step = (context: Context) => Promise<ExitCode>;

const enrol: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file', 'partner', 'name', 'by', 'second', 'card');
  const [, dir] = args.places('enrol', 'DIR');
  const input = {
    partner: args.need('partner'),
    name: args.need('name'),
    by: args.need('by'),
    second: args.need('second'),
  };
  await open(context, dir);
  const made = value(await worker.request('station.enrol', input));
  const card = args.option('card');
  if (card !== null) value(await worker.request('card.write', { file: fileRef(card) }));
  out.result(
    { ...made, card },
    `Card ${made.serial} names the station "${input.name}"${card === null ? '' : ` and is written to ${card}`}; give it to the station and to every partner.`,
  );
  return EXIT.done;
};

const join: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file', 'partner', 'by', 'second');
  const [, dir] = args.places('join', 'DIR');
  const input = { partner: args.need('partner'), by: args.need('by'), second: args.need('second') };
  await open(context, dir);
  const joined = value(await worker.request('station.join', input));
  out.result(
    joined,
    `This is one of ${joined.stations} stations of ${joined.open.agencyCode} ${joined.open.agencyName} now.`,
  );
  return EXIT.done;
};

const card: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file');
  const [, dir, file] = args.places('card', 'DIR', 'CARD');
  await open(context, dir);
  const taken = value(await worker.request('station.card', { file: fileRef(file) }));
  out.result(taken, taken.isNew ? `Card ${taken.serial} is taken in.` : `Card ${taken.serial} is known here already.`);
  return EXIT.done;
};

const pass: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file', 'out', 'full', 'by');
  const [, dir] = args.places('pass', 'DIR');
  const file = fileRef(args.need('out'));
  await open(context, dir);
  const done = value(await worker.request('station.pass', { file, full: args.flag('full'), by: actor(args) }));
  out.result(
    { file: file.path, ...done },
    done.lines === 0
      ? `No new lines; cards, partners, names and ${done.files} files of partners in ${file.path}; take it in at the other stations.`
      : `${done.lines} lines and ${done.files} files of partners in ${file.path}; take it in at the other stations.`,
  );
  return EXIT.done;
};

const sync: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file', 'folder', 'hub', 'by');
  const [, dir] = args.places('sync', 'DIR');
  const [folder, hub] = [args.option('folder'), args.option('hub')];
  if ((folder === null) === (hub === null)) throw new UsageError('name where the stations meet: --folder or --hub');
  const where = hub === null ? { folder: path.resolve(folder ?? '') } : { hub };
  await open(context, dir);
  const done = value(await worker.request('station.sync', { where, by: actor(args) }));
  out.result(
    done,
    [
      ...(done.ended === 'whole' ? [] : ['The round ended early; the next one goes on from there.']),
      `${done.taken} taken in, ${done.put} put down, ${done.sealed} lines newly sealed.`,
      ...done.refused.map((r) => `${r.hash.slice(0, 16)}: ${r.reason}`),
    ].join('\n'),
  );
  return done.ended === 'whole' ? EXIT.done : EXIT.findings;
};

const ASKED = ['encryption', 'station'] as const;
const ask: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file', 'what', 'by');
  const [, dir] = args.places('ask', 'DIR');
  const named = args.option('what') ?? 'encryption';
  const what = ASKED.find((w) => w === named);
  if (what === undefined) throw new UsageError(`--what must be one of: ${ASKED.join(', ')}`);
  await open(context, dir);
  const asked = value(await worker.request('station.ask', { what, by: actor(args) }));
  out.result(
    asked,
    `${asked.isNew ? 'A new key is made' : 'The key was made already'}; pass on or meet, so that the station with the root key hears of it. The present key goes on working until the new card comes.`,
  );
  return EXIT.done;
};

const renew: Step = async (context) => {
  const { args, out, worker } = context;
  args.allow('passphrase-file', 'station', 'by', 'second', 'card');
  const [, dir] = args.places('renew', 'DIR');
  const input = { station: args.need('station'), by: args.need('by'), second: args.need('second') };
  await open(context, dir);
  const made = value(await worker.request('station.renew', input));
  const card = args.option('card');
  if (card !== null) value(await worker.request('card.write', { file: fileRef(card) }));
  out.result(
    { ...made, card },
    `Card ${made.serial} names the new key${card === null ? '' : ` and is written to ${card}`}; pass it on, and give it to every partner.`,
  );
  return EXIT.done;
};

const STEPS: Readonly<Record<string, Step>> = { enrol, join, card, pass, sync, ask, renew };
