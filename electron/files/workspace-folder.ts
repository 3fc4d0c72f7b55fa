import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** One folder per workspace: encrypted database, wrapped keys, boxes. Only `workspace.json` is readable while locked, and it names no case. */
export const layout = (dir: string) =>
  ({
    about: path.join(dir, 'workspace.json'),
    database: path.join(dir, 'liaison.db'),
    keys: path.join(dir, 'keys.json'),
    attachments: path.join(dir, 'attachments'),
    outbox: path.join(dir, 'outbox'),
    inbox: path.join(dir, 'inbox'),
    backups: path.join(dir, 'backups'),
    spool: path.join(dir, 'spool'),
  }) as const;
export type Layout = ReturnType<typeof layout>;

export const About = z.strictObject({
  format: z.literal('liaison-workspace'),
  version: z.literal(1),
  name: z.string().min(1).max(80),
  agencyCode: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/),
  agencyName: z.string().min(1).max(200),
});
export type About = z.infer<typeof About>;

/** null: this folder holds no workspace that this version can name. */
export function readAbout(dir: string): About | null {
  try {
    const file = layout(dir).about;
    if (statSync(file).size > 8_192) return null;
    const parsed = About.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success && existsSync(layout(dir).keys) ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Folders directly below `dir` that hold a workspace. */
export function workspacesBelow(dir: string): readonly string[] {
  try {
    return (
      readdirSync(dir, { withFileTypes: true })
        // What a crash left half made carries this ending until it is whole.
        .filter((e) => e.isDirectory() && !e.name.endsWith('.part'))
        .map((e) => path.join(dir, e.name))
        .filter((d) => readAbout(d) !== null)
    );
  } catch {
    return [];
  }
}
