import path from 'node:path';
import type { Session } from './session.ts';

/** The folder in which this station met the others of its agency last. */
const FOLDER = 'stations.folder';

export const meetingFolder = ({ store }: Session): string | null => store.settings.get(FOLDER);
/** Its name, as far as people see it. */
export const meetingFolderName = (session: Session): string | null => {
  const folder = meetingFolder(session);
  return folder === null ? null : path.basename(folder);
};
export function keepMeetingFolder(session: Session, folder: string): void {
  if (meetingFolder(session) !== folder) session.store.settings.set(FOLDER, folder);
}
