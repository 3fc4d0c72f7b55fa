/** What printing needs of Electron beyond the subset; loaded only where Electron itself runs, so the Chromium shell need not have it. */
import * as electron from 'electron';

export const BrowserWindow = electron.BrowserWindow;
export const session = electron.session;
