import { describe, expect, it } from 'vitest';
import { ARGON2_DEFAULT, stretchOnThreads, stretchPassphrase, stretchPortably } from './passphrase.ts';

const params = { ...ARGON2_DEFAULT, salt: Uint8Array.from({ length: 16 }, (_, i) => i * 13) };

describe('stretching a passphrase', () => {
  // A workspace made on one runtime is opened on the other.
  it.each(['four harbour cranes at dawn', 'أربع رافعات عند الفجر', 'caf\u0065\u0301 au lait', ''])(
    'gives the same key by the platform as everywhere else: %j',
    async (text) => {
      const portable = await stretchPortably(text, params);
      expect(portable).toHaveLength(32);
      expect(await stretchOnThreads(text, params)).toEqual(portable);
      expect(await stretchPassphrase(text, params)).toEqual(portable);
    },
  );
  it('gives another key for another salt, passphrase or cost', async () => {
    const first = Buffer.from(await stretchPassphrase('one two three four', params)).toString('hex');
    const others = await Promise.all([
      stretchPassphrase('one two three five', params),
      stretchPassphrase('one two three four', { ...params, salt: new Uint8Array(16) }),
      stretchPassphrase('one two three four', { ...params, passes: 4 }),
    ]);
    for (const other of others) expect(Buffer.from(other).toString('hex')).not.toBe(first);
  });
});
