export { FindingCard, FindingCounts, FindingDiff, useOpenFinding } from './finding-card.tsx';
export { Findings } from './findings.tsx';
export { type ChangeEffect, ConsequenceTable, EffectSigns, effectWords } from './consequences.tsx';
