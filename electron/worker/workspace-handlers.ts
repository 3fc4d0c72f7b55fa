import { done, type HandlersOf, refuse, withSession } from './context.ts';
import {
  closeSession,
  createWorkspace,
  describe,
  openRemembered,
  openWorkspace,
  recoverWorkspace,
  remember,
} from './session.ts';

export const workspaceHandlers: HandlersOf<
  | 'workspace.create'
  | 'workspace.open'
  | 'workspace.openRemembered'
  | 'workspace.remember'
  | 'workspace.recover'
  | 'workspace.close'
> = {
  'workspace.create': async (context, input) => {
    const made = await createWorkspace(input, context);
    if (!made.ok) return refuse(made.error);
    if (context.session.current) closeSession(context.session.current);
    context.session.current = made.value.session;
    return done({ open: describe(made.value.session), recoveryCode: made.value.recoveryCode });
  },
  'workspace.open': async (context, { dir, passphrase }) => {
    if (context.session.current) closeSession(context.session.current);
    context.session.current = null;
    const opened = await openWorkspace(dir, passphrase, context);
    if (!opened.ok) return refuse(opened.error);
    context.session.current = opened.value;
    return done(describe(opened.value));
  },
  'workspace.openRemembered': async (context, { dir }) => {
    if (context.session.current) closeSession(context.session.current);
    context.session.current = null;
    const opened = await openRemembered(dir, context.keyStore, context);
    if (!opened.ok) return refuse(opened.error);
    context.session.current = opened.value;
    return done(describe(opened.value));
  },
  'workspace.remember': async (context, { remember: wanted }) =>
    await withSession(context, async (session) => {
      const kept = await remember(session, wanted ? context.keyStore : null, context.now());
      return kept.ok ? done({ dir: session.dir }) : refuse(kept.error);
    }),
  'workspace.recover': async (context, { dir, recoveryCode, newPassphrase }) => {
    if (context.session.current) closeSession(context.session.current);
    context.session.current = null;
    const opened = await recoverWorkspace(dir, recoveryCode, newPassphrase, context);
    if (!opened.ok) return refuse(opened.error);
    context.session.current = opened.value.session;
    return done({ open: describe(opened.value.session), recoveryCode: opened.value.recoveryCode });
  },
  'workspace.close': (context) => {
    if (context.session.current) closeSession(context.session.current);
    context.session.current = null;
    return done(null);
  },
};
