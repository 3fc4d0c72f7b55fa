/** Drafts of a new plan fitted to where it takes place and to who leads it: the last steps of building from a template. */
import type { DraftWire, RecordDraft } from './types.ts';

/** Where one site of the template takes place this time; `id` is the key of its draft. */
export interface SitePlace {
  readonly id: string;
  readonly codeWord: string;
  readonly place: string;
  readonly cc: string;
  readonly tz: string;
  /** Degrees as decimals; known as well as the town. */
  readonly position: readonly [lat: string, lon: string];
}
/** Whom the new plan names: for the command of the operation, or of the site with this key. */
export interface LeadName {
  readonly role: string;
  readonly name: string;
  /** The role in words, as it stands beside the name. */
  readonly title: string;
}

/** What is known of a place, and untrue of another one. */
const OF_THE_PLACE = ['estimate', 'hazards', 'reception', 'hospital', 'landing'];

/** Sites not named stay as they are. */
export function placed(drafts: readonly RecordDraft[], sites: readonly SitePlace[]): readonly RecordDraft[] {
  const places = new Map(sites.map((site) => [site.id, site]));
  return drafts.map((draft) => {
    const place = draft.kind === 'site' ? places.get(draft.key) : undefined;
    if (!place) return draft;
    const { codeWord, cc, tz } = place;
    const before = draft.fields['position'];
    const [lat, lon] = place.position;
    const there = Array.isArray(before) && before[0] === lat && before[1] === lon;
    const stays = there && draft.fields['place'] === place.place && draft.fields['cc'] === cc;
    const known = Object.entries(draft.fields).filter(([field]) => stays || !OF_THE_PLACE.includes(field));
    const position = there ? before : [lat, lon, 'city'];
    return { ...draft, fields: { ...Object.fromEntries(known), codeWord, cc, tz, place: place.place, position } };
  });
}

/**
 * Names the command: each person once, of the agency that begins the plan, at the operation or the site. Decisions go to the command of
 * the operation, the strategic commander first and the tactical one as deputy, where nobody else is named.
 */
export function led(
  drafts: readonly RecordDraft[],
  leads: readonly LeadName[],
  agency: string | null,
): readonly RecordDraft[] {
  const [head] = drafts;
  if (!head || leads.length === 0) return drafts;
  const codes = new Set(drafts.map(({ fields }) => fields['code']));
  const people = new Map<string, RecordDraft>();
  const byRole = new Map<string, DraftWire>();
  for (const { role, name, title } of leads) {
    const known = people.get(name);
    const key = known?.key ?? `lead ${people.size + 1}`;
    byRole.set(role, { ref: key });
    if (known) continue;
    let n = people.size + 1;
    while (codes.has(`L${n}`)) n += 1;
    codes.add(`L${n}`);
    const of: Readonly<Record<string, DraftWire>> = agency === null ? {} : { agency: { ref: agency } };
    const fields = { operation: { ref: head.key }, code: `L${n}`, name, role: title, ...of };
    people.set(name, { key, kind: 'person', fields });
  }
  const given = (fields: Readonly<Record<string, DraftWire | undefined>>): Readonly<Record<string, DraftWire>> =>
    Object.fromEntries(Object.entries(fields).filter((one): one is [string, DraftWire] => one[1] !== undefined));
  const [strategic, tactical] = [byRole.get('strategic'), byRole.get('tactical')];
  const named = drafts.map((draft) => {
    if (draft === head) return { ...draft, fields: { ...draft.fields, ...given({ strategic, tactical }) } };
    if (draft.kind === 'site')
      return { ...draft, fields: { ...draft.fields, ...given({ commander: byRole.get(draft.key) }) } };
    if (draft.kind === 'decisionPoint')
      return { ...draft, fields: { ...given({ owner: strategic, deputy: tactical }), ...draft.fields } };
    return draft;
  });
  return [...named, ...people.values()];
}
