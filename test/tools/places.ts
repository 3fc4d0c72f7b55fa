import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
/** The build under test; LIAISON_OUT names another one, for instance out of a package. */
export const OUT = process.env['LIAISON_OUT'] ?? path.join(ROOT, 'out');
export const TRAINING = path.join(ROOT, 'shared/formats/training/operation.yaml');
/** Of every workspace that tests make. */
export const PASSPHRASE = 'four words are enough';
/** A small plan without findings, three hours before its H (test/fixtures/orders). */
export const QUIET_LANTERN = path.join(ROOT, 'test/fixtures/orders/operation.yaml');
