export { faultSentence, MAX_FAULTS } from './faults.ts';
export {
  type ExpectedFinding,
  type OperationFile,
  readOperationFile,
  SCHEMA_NAME,
  SCHEMA_VERSION,
  type WhatIf,
} from './operation-file.ts';
