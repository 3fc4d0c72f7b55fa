/**
 * Two forms of one address: the app knows app://bundle/x, the browser https://bundle.app.invalid/x (the browser treats only
 * known schemes as secure origins, and `.invalid` never resolves: RFC 6761). Main sees the first form only.
 */

/** A scheme that can stand as a label of a host name. */
export const SCHEME_PATTERN = /^[a-z][a-z0-9-]*$/;

const APP_FORM = /^([a-z][a-z0-9-]*):\/\/([^/?#]+)(.*)$/i;
const BROWSER_FORM = /^(blob:)?https:\/\/([^/?#]+)\.([a-z][a-z0-9-]*)\.invalid([/?#].*)?$/i;

type IsOurScheme = (scheme: string) => boolean;

/** Addresses of other schemes come back as they are. */
export function toBrowserForm(url: string, isOurs: IsOurScheme): string {
  const [, scheme, host, rest] = APP_FORM.exec(url) ?? [];
  if (scheme === undefined || !isOurs(scheme)) return url;
  return `https://${host}.${scheme}.invalid${rest || '/'}`;
}

/** Addresses that are not ours come back as they are. */
export function toAppForm(url: string, isOurs: IsOurScheme): string {
  const [, blob = '', host, scheme, rest = ''] = BROWSER_FORM.exec(url) ?? [];
  if (scheme === undefined || !isOurs(scheme)) return url;
  return `${blob}${scheme}://${host}${rest}`;
}
