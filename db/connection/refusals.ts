import { type Refusal, refusal } from '#shared/result/refusal.ts';
import type { OpenRefusalCode } from '../store-types.ts';

const SENTENCES: Readonly<Record<OpenRefusalCode, string>> = {
  'store.exists': 'There is already a workspace here; it was left as it is. Choose another folder.',
  'store.missing': 'There is no workspace in this place. Check the folder or point at the workspace file.',
  'store.plain': 'This is an unencrypted database, not a workspace. It was left as it is.',
  'store.not-a-database':
    'This file is not a workspace: it is empty, cut short or something else. It was left as it is.',
  'store.foreign': 'This database belongs to another program. It was left as it is.',
  'store.newer':
    'This workspace was last opened with a newer version. Update this station, then open it; it was left as it is.',
  'store.key-or-damage':
    'The workspace did not open: the key is not the one it was locked with, or the file is damaged. It was left as it is.',
  'store.damaged': 'Part of the workspace file is damaged. It was left as it is; open the latest backup instead.',
  'store.in-use': 'This workspace is open in another window or program. Close it there first.',
};

/** The sentence for a store that does not open. Names no path: the person chose the file. */
export const openRefusal = (code: OpenRefusalCode): Refusal => refusal(code, '', SENTENCES[code]);
