/** Papers drawn up by hand: what a form asks follows from the kinds of records, and what was typed becomes one step. */
import type { Change } from '#db/store-types.ts';
import type { FormField } from '#shared/contract/drafts.ts';
import {
  type Draft,
  type DraftFault,
  type DraftField,
  draftRecord,
  DRAFTS,
  inputAt,
  MOST_ROWS,
} from '#shared/model/drafts/index.ts';
import type { KindName } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { isDate } from '#shared/time/calendar.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { parseStart, resolveStart } from '#shared/time/start-form.ts';
import { done, type HandlersOf, refuse, withOperation } from './context.ts';
import { BY, readOnly, settled } from './planning-handlers.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';

/** Items of a plan that a form can name, by kind of record. */
const ITEMS: Readonly<Record<string, (state: OperationState) => readonly (readonly [code: string, name: string])[]>> = {
  agency: (state) => planOf(state).agencies.map(({ id, name }) => [id, name]),
  person: (state) => planOf(state).people.map(({ id, name, agency }) => [id, `${name} (${agency})`]),
  task: (state) => planOf(state).tasks.map(({ id, title }) => [id, title]),
  site: (state) => planOf(state).sites.map(({ id, code }) => [id, code]),
  asset: (state) => planOf(state).assets.map(({ id, ref }) => [id, ref]),
  entity: (state) => planOf(state).entities.map(({ id, name }) => [id, name]),
};
const MOST_ITEMS = 500;

function formField(state: OperationState, kind: KindName, field: DraftField): FormField {
  const whole = inputAt(kind, field.path);
  const input = whole.is === 'several' ? whole.of : whole;
  if (input.is === 'several') throw new Error('broken promise: a form asks for no list of lists');
  const { path, required = false, unless = null, initial = '', offers = [] } = field;
  return {
    path,
    is: input.is,
    several: whole.is === 'several',
    required,
    unless: unless && { path: unless.path, says: [...unless.says] },
    max: input.is === 'text' ? input.max : 200,
    initial,
    words: [...(input.is === 'word' ? input.of : input.is === 'item' ? input.or : offers)],
    items:
      input.is === 'item'
        ? input.to
            .flatMap((to) => ITEMS[to]?.(state) ?? [])
            .slice(0, MOST_ITEMS)
            .map(([code, name]) => ({ code, name }))
        : [],
  };
}

/** The next free code after those of the plan: `AG9`. */
function nextCode({ letters }: Draft, taken: ReadonlySet<unknown>): string {
  let n = 1;
  while (taken.has(`${letters}${n}`) || taken.has(`${letters}${String(n).padStart(2, '0')}`)) n += 1;
  return `${letters}${n}`;
}

/** An instant of a wall clock with its zone, where it exists once (R-OP-12). */
function momentOf(text: string): string | null {
  const form = parseStart(text.replace(' ', 'T'));
  if (!form.ok || form.value.form !== 'fixed') return null;
  const at = resolveStart(form.value, { hHour: null, dDay: text.slice(0, 10), refTz: form.value.zone });
  return at === null || at.clock !== 'ok' ? null : formatInstant(at.at);
}

const WORDS: Readonly<Record<DraftFault['is'], string>> = {
  required: 'must not be left empty',
  text: 'is too long',
  word: 'must be one of the words offered',
  whole: 'must be a whole number in its limits',
  money: 'must be an amount such as 1500 or 1500.50',
  decimal: 'must be a number such as 3.5',
  yes: 'must be yes or no',
  day: 'must be a day such as 2027-03-16',
  moment: 'must be a day and a time that exist once on that clock, such as 2027-03-16 04:00',
  country: 'must be a country by its two letters, such as TH',
  item: 'must name something of the plan by its code',
  several: 'holds something that does not belong there',
};
const faultOf = (fault: DraftFault, where: string): Refusal =>
  refusal(`draft.${fault.is}`, `${where}${fault.path}`, WORDS[fault.is]);

export const draftHandlers: HandlersOf<'paper.form' | 'paper.create'> = {
  'paper.form': (context, { operation, kind }) =>
    withOperation(context, operation, (state) => {
      const draft: Draft = DRAFTS[kind];
      return done({
        refTz: planOf(state).operation.refTz,
        today: state.facts.today,
        fields: draft.fields.map((field) => formField(state, kind, field)),
        parts: draft.parts.map(({ kind: part, needed, fields }) => ({
          kind: part,
          needed: needed !== undefined,
          unless: typeof needed === 'object' ? { path: needed.path, says: [...needed.says] } : null,
          fields: fields.map((field) => formField(state, part, field)),
        })),
      });
    }),
  'paper.create': (context, { operation, kind, values, rows }) =>
    withOperation(context, operation, (state, session) => {
      if (!state.mine) return readOnly(state);
      const draft: Draft = DRAFTS[kind];
      const kindOf = new Map(session.states.rows(state.id).map((row) => [row.id, row.kind]));
      const lookup = {
        item: (code: string, kinds: readonly string[]): string | null => {
          const id = recordOf(state, code);
          return id !== null && kinds.includes(kindOf.get(id) ?? '') ? id : null;
        },
        isDay: isDate,
        moment: momentOf,
      };
      const faults: Refusal[] = [];
      const own = draftRecord(kind, draft.fields, values, lookup);
      if (!own.ok) faults.push(...own.error.map((fault) => faultOf(fault, '')));
      const parts: Change[] = [];
      for (const part of draft.parts) {
        const given = rows.filter((row) => row.kind === part.kind);
        const { needed } = part;
        const spared = typeof needed === 'object' && needed.says.includes((values[needed.path] ?? '').trim());
        if ((given.length === 0 && needed !== undefined && !spared) || given.length > MOST_ROWS)
          faults.push(faultOf({ path: '', is: 'required' }, part.kind));
        given.forEach((row, n) => {
          const typed = { ...row.values, ...part.fixed };
          const fixed = Object.keys(part.fixed ?? {}).map((path) => ({ path }));
          const read = draftRecord(part.kind, [...part.fields, ...fixed], typed, lookup);
          if (!read.ok) faults.push(...read.error.map((fault) => faultOf(fault, `${part.kind}.${n}.`)));
          else
            parts.push({
              type: 'create',
              kind: part.kind,
              key: `${part.kind} ${n}`,
              fields: { operation: state.id, [part.parent]: { ref: 'paper' }, ...read.value },
            });
        });
      }
      const stray = rows.find((row) => !draft.parts.some((part) => part.kind === row.kind));
      if (stray) faults.push(refusal('draft.word', stray.kind.slice(0, 40), WORDS.word));
      const [first] = faults;
      if (first || !own.ok) {
        const whole = refusal('draft', '', 'the form is not complete; every field with a fault is named');
        return refuse(whole, [whole, ...faults].slice(0, 100));
      }
      const code = nextCode(draft, new Set(state.view.idOf.keys()));
      const { field, value, dated } = draft.state;
      const label = { key: `step.draft.${kind}`, params: { code } };
      const result = session.store.plan.commit({
        command: 'paper.create',
        label,
        by: BY,
        undoable: true,
        changes: [
          {
            type: 'create',
            kind,
            key: 'paper',
            fields: {
              operation: state.id,
              code,
              ...own.value,
              [field]: dated ? [value, state.facts.today] : value,
            },
          },
          ...parts,
        ],
      });
      if (!result.ok) return refuse(result.error);
      const item = result.value.created.get('paper');
      if (item === undefined) throw new Error('broken promise: a step that makes a paper names it');
      const reply = settled(context, session, label, result.value);
      return reply.ok ? done({ ...reply.value, item }) : reply;
    }),
};
