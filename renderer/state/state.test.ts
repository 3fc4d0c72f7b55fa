/** View state in memory: what survives the lock, what is replaced, what is kept for the next start (ux.md, sections 6 and 10). */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Words } from '../i18n/index.ts';
import { runCommand, useBus } from './bus.ts';
import { useDrafts } from './drafts.ts';
import { useNotices } from './notices.ts';
import { FRESH_VIEW, usePlace } from './place.ts';
import { LANGUAGES, startPreferences, usePreferences } from './preferences.ts';
import { useSession } from './session.ts';

const words = (language: string): Words => ({
  t: (key) => `${language}:${key}`,
  maybe: (_, otherwise) => otherwise,
  language,
});
const WORDS = words('en');

describe('half-typed text', () => {
  beforeEach(() => useDrafts.setState({ owner: null, texts: {} }));

  test('outlives the lock for the same workspace', () => {
    expect(useDrafts.getState().claim('workspace-1')).toBe(false);
    useDrafts.getState().put('start/T1', 'H+00:4');
    expect(useDrafts.getState().claim('workspace-1')).toBe(true);
    expect(useDrafts.getState().texts).toEqual({ 'start/T1': 'H+00:4' });
  });

  test('is never shown in another workspace, and is gone when the first comes back', () => {
    useDrafts.getState().claim('workspace-1');
    useDrafts.getState().put('start/T1', 'secret');
    expect(useDrafts.getState().claim('workspace-2')).toBe(false);
    expect(useDrafts.getState().texts).toEqual({});
    expect(useDrafts.getState().claim('workspace-1')).toBe(false);
    expect(useDrafts.getState().texts).toEqual({});
  });

  test('is dropped one field at a time', () => {
    const { put, drop } = useDrafts.getState();
    put('a', '1');
    put('b', '2');
    drop('a');
    drop('never');
    expect(useDrafts.getState().texts).toEqual({ b: '2' });
  });
});

describe('messages', () => {
  beforeEach(() => useNotices.setState({ toasts: [], spoken: '', jobs: [] }));
  const texts = (): readonly string[] => useNotices.getState().toasts.map(({ said }) => said(WORDS));

  test('a new step replaces the older offer to undo: there is only one thing Undo would undo', () => {
    const { toast } = useNotices.getState();
    toast(() => 'first', { undo: true });
    toast(() => 'second', { undo: true });
    expect(texts()).toEqual(['second']);
    toast(() => 'note');
    expect(useNotices.getState().toasts.filter((t) => t.undo)).toEqual([]);
  });

  test('a message is kept as what it says: it is worded when it is shown, in the language of then', () => {
    useNotices.getState().toast(({ t }) => t('toast.undone'));
    const [toast] = useNotices.getState().toasts;
    expect([toast?.said(words('en')), toast?.said(words('ar'))]).toEqual(['en:toast.undone', 'ar:toast.undone']);
  });

  test('at most two notes stand, each with a number of its own', () => {
    const { toast, dismiss } = useNotices.getState();
    for (const text of ['a', 'b', 'c']) toast(() => text);
    expect(texts()).toEqual(['b', 'c']);
    const [first, second] = useNotices.getState().toasts;
    expect(first?.id).not.toBe(second?.id);
    dismiss(first?.id ?? -1);
    expect(texts()).toEqual(['c']);
  });

  test('a job keeps the moment it began; ended jobs can be cleared, running ones cannot', () => {
    const { progress, clearJobs } = useNotices.getState();
    progress({ job: 'j1', step: 'read', done: 1, total: 4, ended: false }, 1000);
    progress({ job: 'j2', step: 'read', done: 4, total: 4, ended: true }, 1500);
    progress({ job: 'j1', step: 'write', done: 2, total: 4, ended: false }, 9000);
    const job = useNotices.getState().jobs.find((j) => j.job === 'j1');
    expect(job).toMatchObject({ step: 'write', done: 2, startedAt: 1000 });
    clearJobs();
    expect(useNotices.getState().jobs.map((j) => j.job)).toEqual(['j1']);
  });

  test('the tray holds the last twenty jobs', () => {
    for (let i = 0; i < 30; i += 1)
      useNotices.getState().progress({ job: `j${i}`, step: 's', done: 0, total: 1, ended: true }, i);
    expect(useNotices.getState().jobs.length).toBe(20);
    expect(useNotices.getState().jobs.at(-1)?.job).toBe('j29');
  });
});

describe('place', () => {
  beforeEach(() => usePlace.getState().forget());

  test('each operation keeps its own view; what is not set stays as it was', () => {
    const { setView } = usePlace.getState();
    setView('o1', { row: 7 });
    setView('o1', { zone: 'Asia/Bangkok' });
    setView('o2', { links: true });
    expect(usePlace.getState().views['o1']).toEqual({ ...FRESH_VIEW, row: 7, zone: 'Asia/Bangkok' });
    expect(usePlace.getState().views['o2']).toEqual({ ...FRESH_VIEW, links: true });
  });

  test('choosing an operation does not leave the area, opening it does', () => {
    usePlace.getState().go('findings');
    usePlace.getState().choose('o1');
    expect(usePlace.getState()).toMatchObject({ area: 'findings', operation: 'o1' });
    usePlace.getState().openOperation('o2');
    expect(usePlace.getState()).toMatchObject({ area: 'timeline', operation: 'o2' });
  });

  test('the inspector keeps its tab unless another is named', () => {
    const { inspect } = usePlace.getState();
    inspect(true, 'history');
    inspect(false);
    inspect(true);
    expect(usePlace.getState()).toMatchObject({ inspector: true, tab: 'history' });
  });

  test('forgets everything at once', () => {
    usePlace.getState().openOperation('o1');
    usePlace.getState().setView('o1', { row: 3 });
    usePlace.getState().forget();
    expect(usePlace.getState()).toMatchObject({ area: 'home', operation: null, views: {}, inspector: false });
  });
});

describe('look', () => {
  const usual = { theme: 'system', language: 'en', timeDirection: 'language', letterKeys: true } as const;
  beforeEach(() => usePreferences.setState(usual));
  const now = (): object => {
    const { theme, language, timeDirection, letterKeys } = usePreferences.getState();
    return { theme, language, timeDirection, letterKeys };
  };

  test.each([
    ['fr-CA', 'fr'],
    ['ar-EG', 'ar'],
    ['es', 'es'],
    ['de-DE', 'en'],
    ['', 'en'],
  ])('at the first start the language of the system (%s) is taken where there is one: %s', (system, language) => {
    startPreferences(null, system, () => undefined);
    expect(usePreferences.getState().language).toBe(language);
  });

  test('what was kept comes back, whatever the system speaks', () => {
    const kept = { theme: 'dark', language: 'ar', timeDirection: 'ltr', letterKeys: false };
    startPreferences(JSON.stringify(kept), 'fr', () => undefined);
    expect(now()).toEqual(kept);
  });

  test('an odd part falls back to the usual, the others stay', () => {
    startPreferences('{"theme":"neon","language":"ar","timeDirection":"up"}', 'fr', () => undefined);
    expect(now()).toEqual({ ...usual, language: 'ar' });
  });

  test.each(['', 'null', '[]', '7', '{', '"dark"'])('a look that is none (%s) changes nothing', (text) => {
    startPreferences(text, 'fr', () => undefined);
    expect(now()).toEqual(usual);
  });

  test('every change is handed on as the whole look', () => {
    const kept: string[] = [];
    startPreferences(null, 'en', (look) => kept.push(look));
    usePreferences.getState().set({ theme: 'contrast' });
    expect(JSON.parse(kept.at(-1) ?? '')).toEqual({ ...usual, theme: 'contrast' });
  });

  test('four languages, each with a catalogue', () => {
    expect(LANGUAGES).toEqual(['en', 'fr', 'es', 'ar']);
  });
});

describe('commands find who answers', () => {
  beforeEach(() => useBus.setState({ handlers: {} }));

  test('the screen mounted last is asked first, and the one below again when it goes', () => {
    const said: string[] = [];
    const [below, above] = [() => void said.push('below'), () => void said.push('above')];
    useBus.getState().add('view.fit', below);
    useBus.getState().add('view.fit', above);
    expect(runCommand('view.fit')).toBe(true);
    useBus.getState().remove('view.fit', above);
    expect(runCommand('view.fit')).toBe(true);
    useBus.getState().remove('view.fit', below);
    expect(runCommand('view.fit')).toBe(false);
    expect(said).toEqual(['above', 'below']);
  });
});

describe('recovery code', () => {
  test('is held only until it was written down', () => {
    useSession.getState().showRecovery('AB12-CD34');
    expect(useSession.getState().recoveryCode).toBe('AB12-CD34');
    useSession.getState().recoveryKept();
    expect(useSession.getState().recoveryCode).toBeNull();
  });
});
