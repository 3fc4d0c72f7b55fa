/** Search over everything of the workspace: the index finds, this says what was found and where. */
import type { SearchHit } from '#db/store-search.ts';
import type { RecordView } from '#db/store-types.ts';
import type { SearchHitView } from '#shared/contract/search.ts';
import type { PlanPerson, PlanTask } from '#shared/model/plan.ts';
import { foundIn, readTyped, type Typed } from '#shared/search/match.ts';
import { searchedOf } from '#shared/search/fields.ts';
import { done, type HandlersOf, withOperation, withSession } from './context.ts';
import { labelOf, textOf } from './naming.ts';
import { keepSearchFresh } from './search-work.ts';
import type { Session } from './session.ts';
import { gapsOfState } from './views/explain-views.ts';
import { recordMarking } from './views/record-marking.ts';
import type { OperationState } from './views/state.ts';
import { rowIndexOf, tasksInOrder } from './views/timeline-views.ts';

const LABEL_MAX = 200;

/** What names a record in a list; a movement by its way, an order by its version. */
function nameOf({ kind, fields }: RecordView): { en: string; fr: string } {
  const both = (en: string, fr = en) => ({ en: en.slice(0, LABEL_MAX), fr: fr.slice(0, LABEL_MAX) });
  const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');
  if (kind === 'operation') {
    const codeName = textOf(fields['codeName']);
    return both(joined(codeName, textOf(fields['titleEn'])), joined(codeName, textOf(fields['titleFr'])));
  }
  if (kind === 'movement') {
    const [from, to] = Array.isArray(fields['route']) ? (fields['route'] as readonly unknown[]) : [];
    const way = [from, ...(Array.isArray(to) ? to : [])].filter((cc) => typeof cc === 'string').join(' → ');
    return both(joined(way, textOf(fields['carrier'])));
  }
  if (kind === 'order') return both(typeof fields['version'] === 'number' ? `v${fields['version']}` : '');
  if (kind === 'request') return both(joined(textOf(fields['requestKind']), textOf(fields['channel'])));
  const en = labelOf(fields);
  return both(en, textOf(fields['titleFr']) || en);
}

function hitView(session: Session, { view, head, tier }: SearchHit, typed: Typed, seen: string | null): SearchHitView {
  const { lens, own } = session.states;
  const label = nameOf(view);
  const found =
    tier === 'sound' ? 'sound' : tier.startsWith('text') ? 'text' : tier.startsWith('code') ? 'code' : 'title';
  const place = found === 'text' ? foundIn(view.kind, view.fields, typed) : null;
  return {
    record: view.id,
    kind: view.kind,
    code: textOf(view.fields['code']).slice(0, 80),
    label,
    operation: {
      id: head.id,
      code: textOf(head.fields['code']).slice(0, 80),
      codeName: textOf(head.fields['codeName']).slice(0, LABEL_MAX),
    },
    found,
    field: place?.field ?? null,
    excerpt: place?.excerpt ?? null,
    marking: recordMarking(view, head),
    contested: view.contested.length > 0,
    nameless:
      view.owner !== own.id && (searchedOf(view.kind)?.title ?? []).length > 0 && label.en === '' && label.fr === '',
    through: lens !== null && head.id === seen ? lens.is : null,
  };
}

/** Where somebody on no task is looked at: the most urgent gap they bring something to, else any gap, else the plan's first task. */
function taskFor(state: OperationState, { skills, languages }: PlanPerson): PlanTask | undefined {
  const open = gapsOfState(state).filter(({ time }) => time !== 'past');
  const brings = open.find(
    (gap) =>
      gap.skills.some(({ skill }) => skills.includes(skill)) ||
      gap.languages.some((language) => languages[language] !== undefined),
  );
  const gap = brings ?? open[0];
  return gap === undefined ? tasksInOrder(state)[0] : state.facts.tasks.get(gap.task);
}

export const searchHandlers: HandlersOf<'search.find' | 'search.row'> = {
  'search.find': (context, { operation, text, after, count }) =>
    withSession(context, (session) => {
      const typed = readTyped(text);
      const page = session.store.search.find({ text, here: operation, after, count });
      if (page.waiting > 0) keepSearchFresh(context, session);
      // Through a lens there is one operation: what is seen.
      const seen = session.states.lens === null ? null : (session.store.read.operations()[0]?.id ?? null);
      return done({
        text,
        hits: typed ? page.hits.map((hit) => hitView(session, hit, typed, seen)) : [],
        next: page.next,
        waiting: page.waiting,
      });
    }),
  'search.row': (context, { operation, record }) =>
    withOperation(context, operation, (state) => {
      const code = state.view.codeOf.get(record);
      const own = tasksInOrder(state).flatMap((task, index) =>
        task.id === code || (code !== undefined && task.people.includes(code)) ? [{ task, index }] : [],
      );
      const [first, ...more] = own;
      const person = code === undefined ? undefined : state.facts.people.get(code);
      const shown = first?.task ?? (person && taskFor(state, person));
      const id = shown && state.view.idOf.get(shown.id);
      if (id === undefined || !shown) return done(null);
      const index = rowIndexOf(state, shown.id) ?? 0;
      return done({ task: id, code: shown.id, index, more: more.length, on: first !== undefined });
    }),
};
