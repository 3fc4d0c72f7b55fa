export { DayField } from './day-field.tsx';
export { said } from './said.ts';
export { LiftButton, LiftedNote } from './lift.tsx';
export { OperationStep, StepMenu } from './step-menu.tsx';
export { useStateWords } from './state-words.ts';
