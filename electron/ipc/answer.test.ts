import { describe, expect, it } from 'vitest';
import type { InvokeEvent } from '../platform/electron-subset.ts';
import { answer, senderAllowed } from './answer.ts';

const from = (url: string, parent: unknown = null): InvokeEvent => ({
  senderFrame: { url, parent },
  sender: { id: 1 },
});
const ours = from('app://bundle/index.html');
const open = () => true;

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
  const list = async () => ({ ok: true as const, value: [] });
  it('refuses a foreign sender before looking at anything', async () => {
    await expect(answer('operation.list', from('https://evil.example/'), [{}], list, open)).rejects.toThrow(
      'refused: sender',
    );
  });
  it('answers locked while no workspace is open', async () => {
    const reply = await answer('operation.list', ours, [{}], list, () => false);
    expect(reply.ok ? null : reply.error.kind).toBe('locked');
  });
  it.each([
    ['an unknown key', [{ path: '/etc/passwd' }]],
    ['a second argument', [{}, {}]],
    ['something else than an object', ['x']],
  ])('refuses %s', async (_what, args) => {
    const reply = await answer('operation.list', ours, args, list, open);
    expect(reply.ok ? null : reply.error.code).toBe('bad-input');
  });
  it('lets nothing out that the contract does not name', async () => {
    const leaking = async () => ({ ok: true as const, value: [{ secret: 'canary' }] as never });
    const reply = await answer('operation.list', ours, [{}], leaking, open);
    expect(reply.ok ? null : reply.error.code).toBe('bad-answer');
    expect(JSON.stringify(reply)).not.toContain('canary');
  });
  it('turns what is thrown into a value without its text', async () => {
    const throwing = async () => {
      throw new Error('canary');
    };
    const reply = await answer('operation.list', ours, [{}], throwing, open);
    expect(reply.ok ? null : reply.error.kind).toBe('failed');
    expect(JSON.stringify(reply)).not.toContain('canary');
  });
});
