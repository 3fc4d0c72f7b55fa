/** Steps in words: toasts with Undo, and undo and redo themselves. */
import { useMutation } from '@tanstack/react-query';
import type { StepLabel } from '#shared/contract/planning.ts';
import { call, failureOf } from '../api/index.ts';
import { useT } from '../i18n/index.ts';
import { useNotices } from './notices.ts';
import { type Area, usePlace } from './place.ts';

/** Turns a step label into words; a step this version does not know is named by its key. */
export function useStepWords(): (label: StepLabel) => string {
  const { t, maybe } = useT();
  return (label) => {
    // A step of a lifecycle is named by its verb and its item.
    const { verb, code } = label.params;
    if (label.key === 'step.take' && verb !== undefined)
      return t('steps.label', {
        code: code ?? '',
        verb: maybe(`verb.${verb}`, String(verb).replaceAll('-', ' ')),
      });
    const key = label.key.startsWith('step.') ? label.key : `step.${label.key}`;
    return maybe(key, label.key, label.params);
  };
}

/** What happens after a change: a toast that names the step and what it did, with Undo for 10 s, spoken once. */
export function useAnnounce(): (
  done: { readonly label: StepLabel; readonly conflicts: number },
  effect?: string,
) => void {
  const words = useStepWords();
  const { t } = useT();
  return (done, effect) => {
    const text = [
      words(done.label),
      ...(effect === undefined ? [] : [effect]),
      ...(done.conflicts > 0 ? [t('toast.conflicts', { count: done.conflicts })] : []),
    ].join(' · ');
    useNotices.getState().toast(text, { undo: true });
    useNotices.getState().say(text);
  };
}

/** Tells of a failure that has no place of its own on the screen. */
export function useProblem(): (error: unknown) => void {
  const { t, maybe } = useT();
  return (error) => {
    const { kind, code, reason } = failureOf(error);
    if (kind === 'cancelled') return;
    const text = maybe(`error.code.${code}`, reason || t(`error.kind.${kind}`));
    useNotices.getState().toast(text, { tone: 'problem' });
    useNotices.getState().say(text);
  };
}

/** Screens on which undo is about the branch they show; everywhere else it is about the workspace. */
const OF_THE_PLAN: readonly Area[] = ['timeline', 'matrix', 'calendar', 'sites', 'findings'];
/** Which steps undo takes back here: those of the branch on screen, or (nothing named) those of the workspace. */
export function useUndoScope(): { readonly operation?: string } {
  const area = usePlace((s) => s.area);
  const operation = usePlace((s) => s.operation);
  return operation !== null && OF_THE_PLAN.includes(area) ? { operation } : {};
}

export function useUndoRedo(): { readonly undo: () => void; readonly redo: () => void } {
  const words = useStepWords();
  const problem = useProblem();
  const { t } = useT();
  const scope = useUndoScope();
  const run = useMutation({
    mutationFn: (name: 'undo.undo' | 'undo.redo') => call(name, scope),
    onSuccess: (done, name) => {
      const text = t(name === 'undo.undo' ? 'toast.undone' : 'toast.redone', { step: words(done.label) });
      useNotices.getState().toast(text);
      useNotices.getState().say(text);
    },
    onError: problem,
  });
  return { undo: () => run.mutate('undo.undo'), redo: () => run.mutate('undo.redo') };
}
