export { Calendar } from './calendar.tsx';
export { CreateSheet, type Draft } from './create-sheet.tsx';
export { type Pending, stepTask } from './pending.ts';
export { SpanPreview } from './span-preview.tsx';
