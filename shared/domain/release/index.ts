export { disclosureList } from './h-hour.ts';
export { release, releasedRows } from './release.ts';
export { JOINT_OPERATION } from './scene.ts';
export type {
  ContestedField,
  IncludedRecord,
  LeftOut,
  Manifest,
  PlanView,
  Recipient,
  RecordRow,
  RedactedField,
  ReleaseInput,
  ReleaseMarkings,
  Releaser,
  ReleaseWarning,
  WithheldRecord,
} from './types.ts';
export { NEUTRAL_NOTICE, neutralNotice, WHY, type WhyKey } from './why.ts';
