export { FindingSentence, Sentence, useTold } from './sentence.tsx';
