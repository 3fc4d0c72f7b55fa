import { armor, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundAgeHeader } from './age-header.ts';
import { dearmor, isArmored } from './armor.ts';

const encoder = new TextEncoder();
const codeOf = (file: Uint8Array | string) => {
  const result = boundAgeHeader(typeof file === 'string' ? encoder.encode(file) : file);
  return result.ok ? null : result.error.code;
};
const fileFor = async (recipients: readonly string[], size = 10): Promise<Uint8Array> => {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(new Uint8Array(size));
};
let hybrid: string;
let plain: string;
beforeAll(async () => {
  hybrid = await identityToRecipient(await generateHybridIdentity());
  plain = await identityToRecipient(await generateX25519Identity());
});

const MAC = `--- ${'A'.repeat(43)}\n`;
const X = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`;
const V = 'age-encryption.org/v1\n';
const REST = 'x'.repeat(32);

describe('bounding the age header', () => {
  it('reads what the library writes, binary and armored', async () => {
    for (const [recipients, kind] of [
      [[hybrid], 'hybrid'],
      [[hybrid, hybrid], 'hybrid'],
      [[plain], 'x25519'],
    ] as const) {
      const file = await fileFor(recipients);
      const headerLength = file.length - 16 - 10 - 16;
      const view = { armored: false, recipients: kind, stanzas: recipients.length, headerLength };
      expect(boundAgeHeader(file)).toEqual({ ok: true, value: view });
      expect(boundAgeHeader(encoder.encode(armor.encode(file)))).toEqual({
        ok: true,
        value: { ...view, armored: true },
      });
    }
  });

  it('allows 32 stanzas of either kind and not one more', async () => {
    expect(codeOf(await fileFor(Array<string>(32).fill(hybrid)))).toBeNull();
    expect(codeOf(V + X.repeat(32) + MAC + REST)).toBeNull();
    expect(codeOf(V + X.repeat(33) + MAC + REST)).toBe('bad-envelope');
  });

  it.each([
    ['nothing', '', 'not-an-exchange-file'],
    ['a zip', 'PK\u0003\u0004 and more', 'not-an-exchange-file'],
    ['a newer age', `age-encryption.org/v2\n${X}${MAC}${REST}`, 'newer-format'],
    ['no stanza', V + MAC + REST, 'bad-envelope'],
    ['a passphrase', `${V}-> scrypt ${'A'.repeat(22)} 18\n${'A'.repeat(43)}\n${MAC}${REST}`, 'passphrase-envelope'],
    [
      'a passphrase as second',
      `${V}${X}-> scrypt ${'A'.repeat(22)} 18\n${'A'.repeat(43)}\n${MAC}${REST}`,
      'passphrase-envelope',
    ],
    [
      'an ssh recipient',
      `${V}-> ssh-ed25519 AAAA ${'A'.repeat(43)}\n${'A'.repeat(43)}\n${MAC}${REST}`,
      'foreign-recipient',
    ],
    ['a grease stanza', `${V}-> x-grease\n\n${MAC}${REST}`, 'foreign-recipient'],
    [
      'a stanza named like a built-in',
      `${V}-> constructor ${'A'.repeat(43)}\n${'A'.repeat(43)}\n${MAC}${REST}`,
      'foreign-recipient',
    ],
    ['a short share', `${V}-> X25519 ${'A'.repeat(42)}\n${'A'.repeat(43)}\n${MAC}${REST}`, 'bad-envelope'],
    ['a further argument', `${V}-> X25519 ${'A'.repeat(43)} B\n${'A'.repeat(43)}\n${MAC}${REST}`, 'bad-envelope'],
    ['a body with spare bits', `${V}-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(42)}B\n${MAC}${REST}`, 'bad-envelope'],
    [
      'a body in the URL alphabet',
      `${V}-> X25519 ${'A'.repeat(43)}\n_${'A'.repeat(42)}\n${MAC}${REST}`,
      'bad-envelope',
    ],
    ['a longer body', `${V}-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(64)}\n${MAC}${REST}`, 'bad-envelope'],
    ['a short MAC', `${V}${X}--- AAAA\n${REST}`, 'bad-envelope'],
    ['CRLF', `${V}${X}${MAC}${REST}`.replaceAll('\n', '\r\n'), 'not-an-exchange-file'],
    ['a control character', `${V}-> X25519\u0007${'A'.repeat(43)}\n${MAC}${REST}`, 'bad-envelope'],
    ['no payload', V + X + MAC, 'tampered'],
    ['half a nonce', `${V}${X}${MAC}12345678`, 'tampered'],
    ['no MAC', V + X, 'bad-envelope'],
  ])('refuses %s', (_name, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('never throws, whatever the bytes', () => {
    const pieces = fc.array(
      fc.constantFrom(
        V,
        X,
        MAC,
        REST,
        '-> ',
        'mlkem768x25519 ',
        '\n',
        '-----BEGIN AGE ENCRYPTED FILE-----\n',
        'AAAA',
        '=',
        '-----END AGE ENCRYPTED FILE-----',
      ),
    );
    fc.assert(fc.property(pieces, (parts) => typeof boundAgeHeader(encoder.encode(parts.join(''))).ok === 'boolean'));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof boundAgeHeader(bytes).ok === 'boolean'));
  });
});

describe('armor', () => {
  const decoded = (text: string) => {
    const result = dearmor(encoder.encode(text));
    return result.ok ? [...result.value] : null;
  };

  it('decodes what the library encodes, with LF or CRLF and blanks around', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.boolean(), (bytes, isCrlf) => {
        const text = armor.encode(bytes);
        const sent = isCrlf ? `\r\n ${text.replaceAll('\n', '\r\n')}\r\n` : text;
        expect(isArmored(encoder.encode(sent))).toBe(true);
        expect(decoded(sent)).toEqual([...bytes]);
      }),
    );
  });

  it('accepts one spelling only', () => {
    const begin = '-----BEGIN AGE ENCRYPTED FILE-----';
    const end = '-----END AGE ENCRYPTED FILE-----';
    const full = 'A'.repeat(64);
    expect(decoded(`${begin}\n${full}\nAAA=\n${end}`)).toHaveLength(50);
    for (const wrong of [
      `${begin}\n${end}`,
      `${begin}\n${full}\n`,
      `${begin}\n${full}`,
      `${begin}\nAAA=\n${full}\n${end}`,
      `${begin}\n${full}A\n${end}`,
      `${begin}\nAA=A\n${end}`,
      `${begin}\nAAB=\n${end}`,
      `${begin}\nAAA\n${end}`,
      `${begin}\nAA-_\n${end}`,
      `${begin}\nAAAA\n\n${end}`,
      `${begin}\nAAAA \n${end}`,
      `${begin}\nAAAA\n${end}x`,
      `${begin}\nAAAA\n${end}\n${' '.repeat(2000)}`,
    ]) {
      expect(decoded(wrong)).toBeNull();
    }
  });
});
