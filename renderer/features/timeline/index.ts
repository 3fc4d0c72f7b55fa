export { HDialog } from './h-dialog.tsx';
export { Inspector } from './inspector.tsx';
export { parseHTarget } from './shift.ts';
export { lookOf, type SiteLook, siteLooks } from './site-colour.ts';
export { StartEditor } from './start-editor.tsx';
export { Timeline } from './timeline.tsx';
