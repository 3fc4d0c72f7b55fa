export { OwnerChoice } from './choices.tsx';
export { EditTaskSheet } from './edit-task.tsx';
export { type NewTaskDraft, NewTaskSheet } from './new-task.tsx';
