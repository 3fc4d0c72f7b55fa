export { LiftButton, LiftedNote } from './lift.tsx';
export { OperationStep, StepMenu } from './step-menu.tsx';
