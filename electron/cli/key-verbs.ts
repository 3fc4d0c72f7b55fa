import { parseInstant } from '#shared/time/instant.ts';
import { EXIT, type ExitCode, UsageError } from './args.ts';
import { type Context, fileRef, open, value } from './context.ts';

const WHAT = ['station', 'encryption', 'lostEncryption', 'root', 'lostRoot'] as const;

/** Sub-verbs of `keys` that change the keys of this agency; the others stand beside them in the list of verbs. */
export const OWN_KEY_USAGE =
  'keys own DIR | keys rotate DIR --what station|encryption|lostEncryption|root|lostRoot --by NAME --second NAME [--card FILE] | keys revoke-station DIR --station ID [--since ISO] --reason TEXT --by NAME --second NAME [--card FILE]';

export const isOwnKeyStep = (word: string | undefined): boolean =>
  word === 'own' || word === 'rotate' || word === 'revoke-station';

const keysText = (asked: { readonly encryption: number | null; readonly signing: string | null }): string =>
  [
    ...(asked.encryption === null
      ? []
      : [`an encryption key until ${new Date(asked.encryption).toISOString().slice(0, 10)}`]),
    ...(asked.signing === null ? [] : [`the signing key ${asked.signing}`]),
  ].join(' and ');

export async function ownKeys(context: Context): Promise<ExitCode> {
  const { args, out, worker } = context;
  const [step] = args.words;
  if (step === 'own') {
    args.allow('passphrase-file');
    const [, dir] = args.places('own', 'DIR');
    await open(context, dir);
    const own = value(await worker.request('keys.own', {}));
    out.result(
      own,
      [
        `card ${own.serial}, station ${own.station}${own.holdsRoot ? ' (holds the root key)' : ''}`,
        ...own.stations.map((s) => `station ${s.id} ${s.name}: ${s.keys.length} keys${s.here ? ', this one' : ''}`),
        ...own.encryption.map((k) => `encryption key until ${new Date(k.until).toISOString().slice(0, 10)}`),
        ...own.revocations.map((r) => `revoked ${r.key} as of ${new Date(r.at).toISOString()}`),
        `a new encryption key is due on ${new Date(own.due).toISOString().slice(0, 10)}`,
        ...(own.asked ? [`asked for, and not on the card yet: ${keysText(own.asked)}`] : []),
        ...own.asks.map((a) => `station ${a.station} ${a.name} asks for ${keysText(a)}`),
      ].join('\n'),
    );
    return EXIT.done;
  }
  const people = () => ({ by: args.need('by'), second: args.need('second') });
  let made;
  if (step === 'rotate') {
    args.allow('passphrase-file', 'what', 'by', 'second', 'card');
    const [, dir] = args.places('rotate', 'DIR');
    const named = args.need('what');
    const what = WHAT.find((w) => w === named);
    if (what === undefined) throw new UsageError(`--what must be one of: ${WHAT.join(', ')}`);
    const input = { what, ...people() };
    await open(context, dir);
    made = value(await worker.request('keys.rotate', input));
  } else {
    args.allow('passphrase-file', 'station', 'since', 'reason', 'by', 'second', 'card');
    const [, dir] = args.places('revoke-station', 'DIR');
    const typed = args.option('since');
    const since = typed === null ? null : parseInstant(typed);
    if (typed !== null && since === null)
      throw new UsageError('--since takes a moment in UTC, such as 2027-03-08T02:00:00Z');
    const input = { station: args.need('station'), since, reason: args.need('reason'), ...people() };
    await open(context, dir);
    made = value(await worker.request('keys.revokeStation', input));
  }
  const card = args.option('card');
  if (card !== null) value(await worker.request('card.write', { file: fileRef(card) }));
  out.result(
    { ...made, card },
    `Card ${made.serial} is made${card === null ? '' : ` and written to ${card}`}; give it to every partner.`,
  );
  return EXIT.done;
}
