export { Calendar } from './calendar.tsx';
export { type Pending, stepTask } from './pending.ts';
export { SpanPreview } from './span-preview.tsx';
