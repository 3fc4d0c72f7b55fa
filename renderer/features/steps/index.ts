export { DayField } from './day-field.tsx';
export { said } from './said.ts';
export { LiftButton, LiftedNote } from './lift.tsx';
export { byDraft, saidBy } from './step-dialog.tsx';
export { OperationStep, StepMenu, TakeStep } from './step-menu.tsx';
export { useStateWords } from './state-words.ts';
