/** Electron's `dialog`: file choosers of the browser, a question in the page. Without a window the answer is "cancelled". */
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DialogSubset } from '../platform/electron-subset.ts';
import { dialogAnswers } from './relay.ts';
import { isHeadless, warn } from './shell-env.ts';
import { shellState } from './shell-state.ts';

export const dialog: DialogSubset = {
  async showSaveDialog({ defaultPath }) {
    const name = path.basename(defaultPath ?? 'untitled');
    const filePath = dialogAnswers.save === undefined ? await choosePath(name) : dialogAnswers.save;
    return filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath };
  },

  async showOpenDialog({ filters = [], properties = [] }) {
    const extensions = filters.flatMap((filter) => filter.extensions).filter((extension) => extension !== '*');
    const accept = extensions.map((extension) => `.${extension}`).join(',');
    if (properties.includes('openDirectory')) {
      const folder = dialogAnswers.open?.[0] ?? (dialogAnswers.open ? null : await chooseFolder());
      return { canceled: folder === null, filePaths: folder === null ? [] : [folder] };
    }
    const files = dialogAnswers.open ?? (await chooseFiles(accept, properties.includes('multiSelections')));
    return { canceled: files.length === 0, filePaths: [...files] };
  },

  async showMessageBox({ message, detail = '', buttons = [], defaultId = 0, cancelId = 0 }) {
    if (dialogAnswers.box !== undefined) return { response: dialogAnswers.box };
    const { window } = shellState;
    if (!window) return { response: cancelId };
    const question = { message, detail, buttons: buttons.length > 0 ? buttons : ['OK'], defaultId, cancelId };
    // A page that goes while it asks has cancelled.
    const response = await window.runLocal('askQuestion', question).catch(() => cancelId);
    return { response };
  },

  showErrorBox(title, content) {
    console.error(`${title}\n${content}`);
  },
};

async function choosePath(name: string): Promise<string | null> {
  const window = windowWithChooser('the save');
  return window ? window.chooseSavePath(name).catch(() => null) : null;
}

/** Name proposed for the file that stands for its folder. */
const FOLDER_MARK = 'this-folder';
/**
 * A page learns of no folder: the browser's folder chooser uploads what lies in it, and says nothing of an empty one. Its save dialog does
 * name a place, so a file saved into the folder stands for it, and is gone again at once.
 */
async function chooseFolder(): Promise<string | null> {
  const mark = await choosePath(FOLDER_MARK);
  return mark === null ? null : folderOf(mark);
}

/** The folder in which the browser left the empty file it saves for us; anything that is not empty is none of ours and stays. */
export function folderOf(mark: string): string {
  if (statSync(mark, { throwIfNoEntry: false })?.size === 0) rmSync(mark, { force: true });
  return path.dirname(mark);
}

async function chooseFiles(accept: string, multiple: boolean): Promise<readonly string[]> {
  const window = windowWithChooser('the choice');
  return window ? window.chooseFiles(accept, multiple).catch(() => []) : [];
}

function windowWithChooser(what: string) {
  if (shellState.window && !isHeadless) return shellState.window;
  warn(`no file chooser without a window; ${what} was cancelled`);
  return null;
}
