export { BranchBand, BranchName } from './branch-band.tsx';
export { BranchDialogs } from './branch-dialogs.tsx';
export { Branches } from './branches.tsx';
export { StaysHere } from './stays-here.tsx';
