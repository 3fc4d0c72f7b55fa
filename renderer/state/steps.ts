/** Steps in words: toasts with Undo, and undo and redo themselves. */
import { useMutation } from '@tanstack/react-query';
import type { StepLabel } from '#shared/contract/planning.ts';
import { call, failureOf } from '../api/index.ts';
import { useT, type Words } from '../i18n/index.ts';
import { type Said, useTell } from './notices.ts';
import { type Area, usePlace } from './place.ts';

/** A step label in words; a step this version does not know is named by its key. */
const stepWords = (label: StepLabel, { t, maybe }: Words): string => {
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

export function useStepWords(): (label: StepLabel) => string {
  const words = useT();
  return (label) => stepWords(label, words);
}

/** What happens after a change: a toast that names the step and what it did, with Undo for 10 s, spoken once. */
export function useAnnounce(): (
  done: { readonly label: StepLabel; readonly conflicts: number },
  effect?: Said,
) => void {
  const tell = useTell();
  return (done, effect) =>
    tell(
      (words) =>
        [
          stepWords(done.label, words),
          ...(effect === undefined ? [] : [effect(words)]),
          ...(done.conflicts > 0 ? [words.t('toast.conflicts', { count: done.conflicts })] : []),
        ].join(' · '),
      { undo: true },
    );
}

/** Tells of a failure that has no place of its own on the screen. */
export function useProblem(): (error: unknown) => void {
  const tell = useTell();
  return (error) => {
    const { kind, code, reason } = failureOf(error);
    if (kind === 'cancelled') return;
    tell(({ t, maybe }) => maybe(`error.code.${code}`, reason || t(`error.kind.${kind}`)), { tone: 'problem' });
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
  const problem = useProblem();
  const tell = useTell();
  const scope = useUndoScope();
  const run = useMutation({
    mutationFn: (name: 'undo.undo' | 'undo.redo') => call(name, scope),
    onSuccess: (done, name) =>
      tell((words) =>
        words.t(name === 'undo.undo' ? 'toast.undone' : 'toast.redone', { step: stepWords(done.label, words) }),
      ),
    onError: problem,
  });
  return { undo: () => run.mutate('undo.undo'), redo: () => run.mutate('undo.redo') };
}
