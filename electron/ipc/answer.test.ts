import { describe, expect, it } from 'vitest';
import type { InvokeEvent } from '../platform/electron-subset.ts';
import { answer, senderAllowed } from './answer.ts';

const from = (url: string, parent: unknown = null): InvokeEvent => ({
  senderFrame: { url, parent },
  sender: { id: 1 },
});
const ours = from('app://bundle/index.html');
const open = () => true;
const ASKED = { operation: 'a'.repeat(32) };

describe('senderAllowed', () => {
  it('is the top frame of our own origin', () => {
    expect(senderAllowed(ours)).toBe(true);
  });
  it.each([
    ['a frame that is gone', { senderFrame: null, sender: { id: 1 } } satisfies InvokeEvent],
    ['an embedded frame', from('app://bundle/index.html', {})],
    ['another scheme', from('https://bundle/index.html')],
    ['a look-alike host', from('app://bundle.evil/index.html')],
    ['a blob of ours', from('blob:app://bundle/1')],
    ['nonsense', from('not a url')],
  ])('refuses %s', (_what, event) => {
    expect(senderAllowed(event)).toBe(false);
  });
});

describe('answer', () => {
  const list = async () => ({ ok: true as const, value: null });
  it('refuses a foreign sender before looking at anything', async () => {
    await expect(answer('operation.card', from('https://evil.example/'), [ASKED], list, open)).rejects.toThrow(
      'refused: sender',
    );
  });
  it('answers locked while no workspace is open', async () => {
    const reply = await answer('operation.card', ours, [ASKED], list, () => false);
    expect(reply.ok ? null : reply.error.kind).toBe('locked');
  });
  it.each([
    ['an unknown key', [{ ...ASKED, path: '/etc/passwd' }]],
    ['a second argument', [ASKED, ASKED]],
    ['something else than an object', ['x']],
  ])('refuses %s', async (_what, args) => {
    const reply = await answer('operation.card', ours, args, list, open);
    expect(reply.ok ? null : reply.error.code).toBe('bad-input');
  });
  it('lets nothing out that the contract does not name', async () => {
    const leaking = async () => ({ ok: true as const, value: [{ secret: 'canary' }] as never });
    const reply = await answer('operation.card', ours, [ASKED], leaking, open);
    expect(reply.ok ? null : reply.error.code).toBe('bad-answer');
    expect(JSON.stringify(reply)).not.toContain('canary');
  });
  it('turns what is thrown into a value without its text', async () => {
    const throwing = async () => {
      throw new Error('canary');
    };
    const reply = await answer('operation.card', ours, [ASKED], throwing, open);
    expect(reply.ok ? null : reply.error.kind).toBe('failed');
    expect(JSON.stringify(reply)).not.toContain('canary');
  });
});
