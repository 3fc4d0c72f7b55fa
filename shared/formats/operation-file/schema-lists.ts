/** Descriptors of the lists that say who does what, where and when (SCHEMA 4): agencies to personnel. */
import { AGENCY_ROLES, LANGUAGE_LEVELS, REMOTE, SKILLS, TASK_KINDS } from '../../model/vocabulary.ts';
import { checkSpan, flag, list, map, object, opt, part, req, set } from './collections.ts';
import {
  bool,
  cc,
  date,
  id,
  int,
  lang,
  num,
  oneOf,
  orElse,
  type Reader,
  ref,
  start,
  text,
  word,
  zone,
} from './descriptors.ts';
import { bi, dependency } from './schema-head.ts';

export const agency = object({
  id: req(id('agencies')),
  name: req(text),
  role: req(oneOf(AGENCY_ROLES)),
  tz: req(zone),
  cc: opt(cc),
  ncb: opt(text),
});

export const site = object({
  id: req(id('sites')),
  code: req(text),
  cc: req(cc),
  place: req(text),
  lat: req(num(-90, 90)),
  lon: req(num(-180, 180)),
  tz: req(zone),
  est_persons: opt(int(), 0),
  est_held: opt(int(), 0),
  hazards: opt(set(word), []),
});

export const holiday = object({ cc: req(cc), from: req(date), to: req(date) }, (h, c) =>
  checkSpan(h, h.from, h.to, 'to', c),
);

export const phase = object({ id: req(id('phases')), name: req(bi), from: req(start), to: req(start) });

export const syncGroup = object({
  id: req(id('sync_groups')),
  name: req(text),
  tasks: req(set(ref('tasks'), { atLeastOne: true })),
});

export const task = object({
  id: req(id('tasks')),
  ph: req(ref('phases')),
  at: req(start),
  loc: req(orElse(new RegExp(`^${REMOTE}$`), ref('sites'))),
  kind: req(oneOf(TASK_KINDS)),
  t: req(text),
  min: opt(int(1, 525_600)),
  own: opt(ref('agencies')),
  load: opt(int(1, 100), 100),
  dep: opt(list(dependency), []),
  ppl: opt(set(ref('personnel')), []),
  need: part(object({ sk: opt(map(oneOf(SKILLS), int(1)), []), lang: opt(set(lang), []) })),
  sync: opt(ref('sync_groups')),
  jit: opt(ref('jits')),
  mov: opt(ref('movements')),
  armed: flag(bool),
  dp: opt(object({ owner: opt(ref('personnel')), deputy: opt(ref('personnel')), abort: opt(text) })),
});

const level = int(1, 3);
const clearance: Reader<1 | 2 | 3> = (node, at, c) => {
  const value = level(node, at, c);
  return value === 1 || value === 2 || value === 3 ? value : undefined;
};

export const person = object({
  id: req(id('personnel')),
  name: req(text),
  ag: req(ref('agencies')),
  role: req(text),
  lang: req(map(lang, oneOf(LANGUAGE_LEVELS))),
  sk: req(set(oneOf(SKILLS))),
  clr: req(clearance),
  vet: req(date),
  med: req(date),
  ppt: opt(date),
  fa: opt(date),
  entry: opt(map(cc, orElse(/^exempt$/, date)), []),
  arms: opt(set(cc), []),
  deployed: opt(
    object({ to: req(cc), from: req(date), until: req(date) }, (d, c) => checkSpan(d, d.from, d.until, 'until', c)),
  ),
  leave: opt(list(object({ from: req(date), to: req(date) }, (l, c) => checkSpan(l, l.from, l.to, 'to', c))), []),
});
