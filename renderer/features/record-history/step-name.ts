import { useT } from '../../i18n/index.ts';

/** The name of a step in the history, from the key of its label; one this version does not know by the key itself. */
export function useStepName(): (label: string, how?: 'done' | 'undone' | 'redone') => string {
  const { t, maybe } = useT();
  return (label, how = 'done') => {
    const key = label.replace(/^step\./, '');
    const step = maybe(`historyStep.${key}`, key);
    return how === 'done' ? step : t(`toast.${how}`, { step });
  };
}

/** Written where a step was taken without a name. */
const NAMELESS = 'local';

/** The person of a step: the name given, or that none was. */
export function useByName(): (by: string) => string {
  const { t } = useT();
  return (by) => (by === NAMELESS ? t('history.nameless') : by);
}
