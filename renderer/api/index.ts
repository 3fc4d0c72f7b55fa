export { GUESS_MS, type Question, question, useAhead } from './ahead.ts';
export { call, CallFailure, failureOf, hasBridge, listen } from './bridge.ts';
export { takeDrop } from './files.ts';
export { PAGE, type Paged, pagesFor, usePaged } from './paged.ts';
export { keyOf, newQueryClient, useAsk, useChangeFeed, useSend } from './queries.ts';
