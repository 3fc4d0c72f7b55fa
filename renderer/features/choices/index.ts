export { Choices, type ChoiceSource } from './choices.tsx';
export { valueText } from './value-text.ts';
export { useValueWords } from './use-value-words.ts';
