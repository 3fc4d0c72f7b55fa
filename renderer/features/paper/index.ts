export { PaperSheet } from './paper-sheet.tsx';
