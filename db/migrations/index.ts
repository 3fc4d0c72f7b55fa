import { log } from './0001-log.ts';
import { plan } from './0002-plan.ts';
import { exchange } from './0003-exchange.ts';
import { held } from './0004-held.ts';
import { steps } from './0005-steps.ts';
import { desk } from './0006-desk.ts';
import { baselines } from './0007-baselines.ts';
import { orders } from './0008-orders.ts';
import { branches } from './0009-branches.ts';
import { outbox } from './0010-outbox.ts';
import { editions } from './0011-editions.ts';
import { authority } from './0012-authority.ts';
import { search } from './0013-search.ts';
import { lists } from './0014-lists.ts';

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
  { version: 4, name: 'held', sql: held },
  { version: 5, name: 'steps', sql: steps },
  { version: 6, name: 'desk', sql: desk },
  { version: 7, name: 'baselines', sql: baselines },
  { version: 8, name: 'orders', sql: orders },
  { version: 9, name: 'branches', sql: branches },
  { version: 10, name: 'outbox', sql: outbox },
  { version: 11, name: 'editions', sql: editions },
  { version: 12, name: 'authority', sql: authority },
  { version: 13, name: 'search', sql: search },
  { version: 14, name: 'lists', sql: lists },
];

export const SCHEMA_VERSION = MIGRATIONS.length;
