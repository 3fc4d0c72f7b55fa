/** What a refused step lacks, in the language of the window; the trusted side says it in English and by key. */
import type { CallError } from '#shared/contract/call.ts';
import type { Words } from '../i18n/index.ts';

type Detail = CallError['details'][number];

/** The words of a detail of a refusal. */
export function detailWords({ code, reason }: Detail, { t, maybe }: Pick<Words, 't' | 'maybe'>): string {
  const [what = '', said = ''] = code.split(':');
  const words = said.split(',').filter(Boolean);
  const [first = '', ...others] = words;
  switch (what) {
    case 'step.lack.role':
      return t('refusal.role', { roles: words.map((role) => maybe(`role.${role}`, role)).join(' · ') });
    case 'step.lack.holder':
      return t('refusal.holder', { role: maybe(`role.${first}`, first) });
    case 'step.lack.need': {
      const need = maybe(`need.${first}`, reason);
      return others.length === 0 ? need : t('steps.awaits', { need, who: others.join(', ') });
    }
    case 'step.lack.origin':
      return t('refusal.origin');
    case 'step.lack.finding':
      return t('refusal.finding', { rule: first, name: maybe(`rule.${first}.name`, first) });
    case 'step.lack.person':
      return t('refusal.person');
    case 'step.lack.rules':
      return t('refusal.rules');
    default:
      return what.startsWith('step.') ? maybe(`error.code.${what}`, reason) : reason;
  }
}
