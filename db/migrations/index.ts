import { log } from './0001-log.ts';
import { plan } from './0002-plan.ts';
import { exchange } from './0003-exchange.ts';
import { desk } from './0004-desk.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** In order, one transaction each, forward only. What stands here has been released: add, never edit. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'log', sql: log },
  { version: 2, name: 'plan', sql: plan },
  { version: 3, name: 'exchange', sql: exchange },
  { version: 4, name: 'desk', sql: desk },
];

export const SCHEMA_VERSION = MIGRATIONS.length;
