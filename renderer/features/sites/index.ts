export { Sites } from './sites.tsx';
