import { createHmac } from 'node:crypto';
import type { Session } from './session.ts';

/**
 * The log names people by tokens that only this agency resolves (exchange design, section 2): a keyed hash of the name, with the name
 * kept in the encrypted settings. The same name always gives the same token here and another one elsewhere.
 */
export function tokenOf(session: Session, name: string): string {
  const plain = name.trim().replace(/\s+/g, ' ').slice(0, 200);
  const token = `p-${session.keys.audit.use((key) => createHmac('sha256', key).update(`person ${plain}`).digest('base64url')).slice(0, 16)}`;
  const setting = `person.${token}`;
  if (session.store.settings.get(setting) !== plain) session.store.settings.set(setting, plain);
  return token;
}

/** The name behind a token of this agency; the token itself for others'. */
export const nameOf = (session: Session, token: string): string =>
  session.store.settings.get(`person.${token}`) ?? token;
