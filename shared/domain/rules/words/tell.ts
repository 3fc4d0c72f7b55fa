/** A finding in words: what is wrong, why it matters, where it stands, and who can lift it. */
import type { Code, LocalDate } from '../../../model/plan.ts';
import bookAr from './book-ar.json';
import bookEn from './book-en.json';
import bookEs from './book-es.json';
import bookFr from './book-fr.json';
import { codePart, dateText, filled, LEXICONS, type Part, plainText, tidied } from './forms.ts';
import type { Lang } from './language.ts';
import { type SaidFinding, whatParts } from './what.ts';

/** Name, reason and way out of every rule of the rule book, and the names of gates; the window reads the same files. */
interface Book {
  readonly gate: Readonly<Record<string, string>>;
  readonly rule: Readonly<Record<string, { readonly name: string; readonly why: string; readonly fix: string }>>;
}
const BOOKS: Readonly<Record<Lang, Book>> = { en: bookEn, fr: bookFr, es: bookEs, ar: bookAr };

/** Where in the plan the subject of a finding is, as far as it is known. */
export interface Place {
  /** Codes of the sites; the word and the name of a place are shown elsewhere, since a list of findings travels further than a site. */
  readonly site: Code | null;
  readonly remote: boolean;
  readonly phase: Code | null;
  readonly agency: Code | null;
  readonly route: { readonly from: string; readonly to: readonly string[] } | null;
  /** In the reference zone. */
  readonly day: LocalDate | null;
}
export const NOWHERE: Place = { site: null, remote: false, phase: null, agency: null, route: null, day: null };

/** A sentence without a full stop: in parts, for a window that sets codes apart, and as one line of text. */
export interface Said {
  readonly parts: readonly Part[];
  readonly text: string;
}
export interface Told {
  readonly what: Said;
  /** One sentence with its full stop; '' for a rule that is not in the book. */
  readonly why: string;
  readonly where: Said;
  /** One sentence with its full stop. */
  readonly lift: string;
}

export interface ToldFinding extends SaidFinding {
  readonly severity: 'block' | 'warn';
  readonly gate: string;
}

const said = (lang: Lang, parts: readonly Part[]): Said => ({ parts, text: plainText(lang, parts) });

/** The gate, then site, phase, route and day, as far as known. */
function whereParts(lang: Lang, gate: string, place: Place): readonly Part[] {
  const { where } = LEXICONS[lang];
  const known = (template: string, parts: Readonly<Record<string, readonly Part[]>>): readonly Part[] =>
    filled(template, (name) => parts[name]);
  const code = (text: string): readonly Part[] => [codePart(text)];
  const { site, remote, phase, agency, route, day } = place;
  const pieces: readonly (readonly Part[] | null)[] = [
    known(where.gate, { gate: [{ text: BOOKS[lang].gate[gate] ?? gate.replaceAll('_', ' ') }] }),
    site === null ? null : known(where.site, { site: code(site) }),
    remote ? [{ text: where.remote }] : null,
    phase === null ? null : known(where.phase, { phase: code(phase) }),
    route === null ? null : known(where.route, { from: code(route.from), to: code(route.to.join(', ')) }),
    agency === null ? null : known(where.agency, { agency: code(agency) }),
    day === null ? null : [{ text: dateText(LEXICONS[lang], day) }],
  ];
  return pieces
    .filter((piece) => piece !== null)
    .flatMap((piece, i) => (i === 0 ? piece : [{ text: where.between }, ...piece]));
}

/**
 * A finding in the words of a language. `final`: its rule is marked ‡. Cheap, and only ever asked of findings somebody looks at;
 * `sayFinding` looks up the rule and the place itself.
 */
export function tellFinding(
  finding: ToldFinding,
  lang: Lang,
  { final, place = NOWHERE }: { readonly final: boolean; readonly place?: Place },
): Told {
  const { lift } = LEXICONS[lang];
  return {
    what: said(lang, whatParts(finding, lang)),
    why: BOOKS[lang].rule[finding.rule]?.why ?? '',
    where: said(lang, tidied(lang, whereParts(lang, finding.gate, place))),
    lift: final ? lift.final : lift[finding.severity],
  };
}
