import { CATEGORIES } from '#shared/model/vocabulary.ts';
import { EXIT, UsageError } from './args.ts';
import { CallFailed, open, value } from './context.ts';
import { stepWords } from './step-words.ts';
import { EVIDENCE, evidenceOf } from './steps.ts';
import type { Verb } from './verbs.ts';

/** Screening of travellers. Rows are never listed here: the terminal shows counts, and takes a reference that the person types. */
export const screen: Verb = {
  usage:
    'screen DIR --operation ID --movement M [--reference REF (--add --nationality CC --category WORD --by NAME | --to STATE --by NAME --role ROLE --authority A [--date D] [--review D] [--second NAME] [--reason TEXT])]',
  help: 'Counts the screenings of a movement; with --reference: adds that traveller, or takes a step of their screening.',
  async run(context) {
    const { args, out, worker } = context;
    args.allow('operation', 'movement', 'add', 'nationality', 'category', 'to', 'passphrase-file', ...EVIDENCE);
    const [dir] = args.places('DIR');
    const where = { operation: args.need('operation'), movement: args.need('movement') };
    const reference = args.option('reference');
    const [add, to] = [args.flag('add'), args.option('to')];
    if ((add || to !== null) && reference === null) throw new UsageError('--add and --to need --reference');
    if (reference !== null && add === (to !== null)) throw new UsageError('give either --add or --to with --reference');
    const evidence = to === null ? null : evidenceOf(args);
    const fresh = add
      ? {
          nationality: args.need('nationality'),
          category: args.oneOf('category', CATEGORIES, 'victim'),
          by: args.need('by'),
        }
      : null;
    if (fresh && !/^[A-Z]{2}$/.test(fresh.nationality)) throw new UsageError('--nationality takes two capital letters');
    await open(context, dir);
    if (fresh && reference !== null) {
      const { label, touched, conflicts } = value(
        await worker.request('traveller.add', { ...where, reference, ...fresh }),
      );
      out.result({ ...where, label, touched, conflicts }, `Done: ${stepWords(label)}.`);
      return EXIT.done;
    }
    const { operation } = where;
    let first = 0;
    for (;;) {
      const list = value(await worker.request('traveller.list', { ...where, first, count: 200 }));
      const { total, expected, states, closed } = list;
      if (reference === null || evidence === null || to === null) {
        out.result(
          { ...where, total, expected, states, closed },
          [
            `${total} of ${expected} travellers of ${where.movement} are listed.`,
            ...states.filter(({ n }) => n > 0).map(({ state, n }) => `${n} ${state.replaceAll('_', ' ')}`),
          ].join('\n'),
        );
        return EXIT.done;
      }
      const row = list.rows.find((one) => one.reference === reference);
      if (row) {
        // The reference is theirs and not that of a paper: a screening asks for none.
        const said = { ...evidence, reference: null };
        const done = value(await worker.request('traveller.screen', { operation, item: row.id, to, evidence: said }));
        out.result({ ...where, ...done }, `Done: ${stepWords(done.label)}.`);
        return EXIT.done;
      }
      first += 200;
      if (first >= total)
        throw new CallFailed({
          kind: 'refused',
          code: 'not-found',
          place: '--reference',
          reason: 'nobody of this movement has this reference',
          details: [],
        });
    }
  },
};
