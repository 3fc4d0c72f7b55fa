import * as z from 'zod';
import { COMMAND_GROUPS, COMMANDS, isCommandId } from './commands.ts';
import { desk, host } from './call.ts';
import { Ms, Passphrase, Ticket } from './values.ts';

export const WorkspaceItem = z.strictObject({
  ticket: Ticket,
  name: z.string(),
  agencyCode: z.string(),
  agencyName: z.string(),
  lastUsed: Ms.nullable(),
  /** The system's key store of this computer opens it. */
  remembered: z.boolean(),
});
export type WorkspaceItem = z.infer<typeof WorkspaceItem>;

export const OpenWorkspace = z.strictObject({
  name: z.string(),
  agencyCode: z.string(),
  agencyName: z.string(),
  agencyId: z.string(),
  station: z.string(),
});
export type OpenWorkspace = z.infer<typeof OpenWorkspace>;

export const ChosenFile = z.strictObject({ ticket: Ticket, name: z.string(), size: z.int() });
export type ChosenFile = z.infer<typeof ChosenFile>;

const CommandName = z.string().refine(isCommandId);
/** Entries of the menu that the system itself answers. */
export const MENU_ROLES = [
  'cut',
  'copy',
  'paste',
  'selectAll',
  'zoomIn',
  'zoomOut',
  'resetZoom',
  'togglefullscreen',
  'quit',
] as const;
const MenuLabel = z.string().min(1).max(120);
/** The one list of commands in the words and with the keys of the person; the trusted side draws it as the native menu. */
export const MenuWords = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        group: z.enum(COMMAND_GROUPS),
        label: MenuLabel,
        commands: z
          .array(z.strictObject({ id: CommandName, label: MenuLabel, key: z.string().max(40).nullable() }))
          .max(COMMANDS.length),
      }),
    )
    .max(COMMAND_GROUPS.length),
  roles: z.record(z.enum(MENU_ROLES), MenuLabel),
});
export type MenuWords = z.infer<typeof MenuWords>;

/** Starting, unlocking, locking; files that a person chose or dropped. */
export const sessionCalls = {
  'app.info': host(
    {},
    z.strictObject({
      name: z.string(),
      version: z.string(),
      runtime: z.enum(['electron', 'chromium']),
      locale: z.string(),
      /** What the window asked to be kept about its look; null before that. */
      look: z.string().max(4_000).nullable(),
      /** The system offers a key store that a workspace may be opened with. */
      keyStore: z.boolean(),
    }),
  ),
  /** Language, theme and the like, kept per user outside any workspace; never case data. */
  'app.keepLook': host({ look: z.string().max(4_000) }, z.null()),
  'app.menu': host({ menu: MenuWords }, z.null()),
  'session.state': host({}, z.strictObject({ open: OpenWorkspace.nullable(), workspaces: z.array(WorkspaceItem) })),
  /** Makes a workspace in the user's own folder; answers the recovery code, which is shown once. */
  'workspace.create': host(
    {
      name: z.string().trim().min(1).max(80),
      agencyCode: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/),
      agencyName: z.string().trim().min(1).max(200),
      passphrase: Passphrase,
    },
    z.strictObject({ open: OpenWorkspace, recoveryCode: z.string() }),
  ),
  'workspace.open': host({ ticket: Ticket, passphrase: Passphrase }, z.strictObject({ open: OpenWorkspace })),
  /** Opens with the key store of this computer, where a person allowed it. */
  'workspace.openRemembered': host({ ticket: Ticket }, z.strictObject({ open: OpenWorkspace })),
  /** Lets the key store of this computer open the workspace from now on, or stops that. */
  'workspace.remember': desk({ remember: z.boolean() }, z.null()),
  /** Opens with the printed recovery code and sets a new passphrase; the old code stops working and a new one is shown. */
  'workspace.recover': host(
    { ticket: Ticket, recoveryCode: z.string().max(200), newPassphrase: Passphrase },
    z.strictObject({ open: OpenWorkspace, recoveryCode: z.string() }),
  ),
  /** Lets a person point at the `liaison.db` of a workspace that lies elsewhere; null when cancelled. */
  'workspace.locate': host({}, WorkspaceItem.nullable()),
  'workspace.lock': desk({}, z.null()),
  'file.choose': desk({ purpose: z.enum(['operation', 'pack', 'card', 'folder']) }, ChosenFile.nullable()),
  'file.saveAs': desk(
    { purpose: z.enum(['pack', 'brief', 'card', 'ack']), suggestedName: z.string().min(1).max(120) },
    z.strictObject({ ticket: Ticket, name: z.string() }).nullable(),
  ),
  /** A dropped file comes over in pieces of at most 256 KiB and is kept in the private spool until used. */
  'file.dropBegin': desk(
    {
      name: z.string().max(255),
      size: z
        .int()
        .min(0)
        .max(512 * 1024 * 1024),
    },
    z.strictObject({ ticket: Ticket }),
  ),
  'file.dropPiece': desk(
    { ticket: Ticket, offset: z.int().min(0), bytes: z.instanceof(Uint8Array).refine((b) => b.length <= 256 * 1024) },
    z.null(),
  ),
  'file.dropEnd': desk({ ticket: Ticket }, ChosenFile),
  /** Shows a file that was just written in the folder view of the system. */
  'file.reveal': desk({ ticket: Ticket }, z.null()),
} as const;
