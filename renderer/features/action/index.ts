export { ActionDay } from './action.tsx';
