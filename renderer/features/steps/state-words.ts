import { biText, useT } from '../../i18n/index.ts';

/** States of a lifecycle in the language of the window. */
export function useStateWords(): (kind: string, state: string, otherwise?: { en: string; fr: string }) => string {
  const { maybe, language } = useT();
  return (kind, state, otherwise) => {
    const plain = otherwise ? biText(otherwise, language) : state.replaceAll('_', ' ');
    if (kind === 'operation') return maybe(`operationStatus.${state}`, plain);
    if (kind === 'task') return maybe(`taskStatus.${state}`, plain);
    if (kind === 'order') return maybe(`orderStatus.${state}`, plain);
    return maybe(`lifeState.${kind}.${state}`, plain);
  };
}
