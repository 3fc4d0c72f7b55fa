export { Inspector } from './inspector.tsx';
export { Timeline } from './timeline.tsx';
