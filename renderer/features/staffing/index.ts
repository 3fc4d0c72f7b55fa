export { useGapCount, useNextGap, useTeamCommands } from './next-gap.ts';
export { Staffing } from './staffing.tsx';
export { askWhy, leavesFocus, wishForPerson } from './wish.ts';
