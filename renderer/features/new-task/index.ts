export { type NewTaskDraft, NewTaskSheet } from './new-task.tsx';
