/** Needs and what a person brings, in words. */
import type { GapView, PartsView } from '#shared/contract/explain.ts';
import { durationText, type Words } from '../../i18n/index.ts';

const names = new Map<string, Intl.DisplayNames>();
/** Name of a language in the language of the window; its code where the system knows no name. */
export function languageName(code: string, language: string): string {
  let made = names.get(language);
  if (!made) names.set(language, (made = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' })));
  try {
    return made.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Parts one by one: skills, languages, the right to carry. */
export const partWords = (parts: PartsView, { t, maybe, language }: Words): readonly string[] => [
  ...parts.skills.map((skill) => maybe(`skill.${skill}`, skill)),
  ...parts.languages.map((code) => languageName(code, language)),
  ...(parts.arms ? [t('staffing.arms')] : []),
];

/** What a task lacks, one by one. */
export const gapWords = (gap: GapView, { t, maybe, language }: Words): readonly string[] => [
  ...gap.skills.map(({ skill, needed, have }) => `${needed - have} × ${maybe(`skill.${skill}`, skill)}`),
  ...gap.languages.map((code) => languageName(code, language)),
  ...(gap.arms ? [t('staffing.arms')] : []),
  ...gap.decision.map((who) => t(`staffing.decision.${who}`)),
];

/** A length of time as far as it matters for a choice: whole days from a day on, whole hours from two hours on. */
export function roughly(minutes: number): string {
  const unit = minutes >= 1440 ? 1440 : minutes >= 120 ? 60 : 1;
  return durationText(Math.floor(minutes / unit) * unit);
}
