export { FindingCard, FindingCounts, FindingDiff, useOpenFinding } from './finding-card.tsx';
export { Findings } from './findings.tsx';
