/** Writes commits until it is killed. Arguments: store, key, agency, and where to die: `{"insideCommit": n}` or `{"afterMs": n}` (killed from outside). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Change } from '#db/store-types.ts';
import { openStore } from '#db/store.ts';

const [file = '', keyHex = '', agencyId = '', at = '{}'] = process.argv.slice(2);
const point = JSON.parse(at) as { readonly insideCommit?: number };
const keys = generateKeyPairSync('ed25519');
let commits = 0;
let signed = 0;
const opened = openStore({
  file,
  keyHex,
  mode: 'open',
  deps: {
    sha256: (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest(),
    randomBytes,
    now: () => Date.UTC(2027, 2, 1, 9) + commits,
  },
});
if (!opened.ok) throw new Error(opened.error.code);
opened.value.speakAs({
  agencyId,
  stationKeyId: 'K'.repeat(32),
  sign: (bytes) => {
    signed += 1;
    // Half of the lines of this commit are in the tables by now.
    if (commits === point.insideCommit && signed === 40) process.kill(process.pid, 'SIGKILL');
    return sign(null, bytes, keys.privateKey);
  },
});
for (;;) {
  commits += 1;
  signed = 0;
  const changes = Array.from(
    { length: 40 },
    (_, i): Change => ({
      type: 'create',
      kind: 'site',
      key: `s${i}`,
      fields: { codeWord: `WORD ${i}`, tz: 'UTC', cc: 'KH' },
    }),
  );
  const done = opened.value.plan.commit({
    command: 'crash.write',
    label: { key: 'crash.write', params: {} },
    by: 'p1',
    undoable: true,
    changes,
  });
  if (!done.ok) throw new Error(done.error.code);
  if (commits === 1) process.stdout.write('writing\n');
}
