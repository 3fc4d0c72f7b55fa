import { createHmac } from 'node:crypto';
import type { Session } from './session.ts';

const plainName = (name: string): string => name.trim().replace(/\s+/g, ' ').slice(0, 200);

/**
 * The log names people by tokens that only this agency resolves (exchange design, section 2): a keyed hash of the name. The same name
 * always gives the same token here and another one elsewhere. Changes nothing, so that a refused step leaves no trace.
 */
export const tokenOf = (session: Session, name: string): string =>
  `p-${session.keys.audit
    .use((key) =>
      createHmac('sha256', key)
        .update(`person ${plainName(name)}`)
        .digest('base64url'),
    )
    .slice(0, 16)}`;

/** Keeps the name behind a token in the encrypted settings; for a step that was taken. */
export function keepName(session: Session, name: string): void {
  const setting = `person.${tokenOf(session, name)}`;
  if (session.store.settings.get(setting) !== plainName(name)) session.store.settings.set(setting, plainName(name));
}

/** Whether two names mean one person: case, accents' spelling and spaces make nobody another. */
export const isSamePerson = (a: string, b: string): boolean => sameText(a) === sameText(b);
const sameText = (name: string): string => plainName(name).normalize('NFKC').toLowerCase();

/** The name behind a token of this agency; the token itself for others'. */
export const nameOf = (session: Session, token: string): string =>
  session.store.settings.get(`person.${token}`) ?? token;
