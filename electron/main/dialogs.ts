import path from 'node:path';
import { dialog } from '../platform/electron.ts';
import type { FileRef } from '../worker/requests.ts';

const FILTERS = {
  operation: [{ name: 'Operation file', extensions: ['yaml', 'yml', 'json'] }],
  pack: [{ name: 'Exchange file', extensions: ['jxb', 'jxc', 'age'] }],
  card: [{ name: 'Agency card', extensions: ['jxc'] }],
  brief: [{ name: 'PDF', extensions: ['pdf'] }],
  ack: [{ name: 'Acknowledgement', extensions: ['jxb'] }],
  folder: [{ name: 'Folder between two agencies', extensions: ['*'] }],
  workspace: [{ name: 'Liaison workspace', extensions: ['db'] }],
} as const;
export type DialogPurpose = keyof typeof FILTERS;

/** Remembers the last folder per purpose for as long as the app runs; Electron would start in Downloads. */
export class Dialogs {
  readonly #last = new Map<DialogPurpose, string>();
  readonly #start: string;

  constructor(start: string) {
    this.#start = start;
  }

  async choose(purpose: DialogPurpose): Promise<FileRef | null> {
    const answer = await dialog.showOpenDialog({
      title: FILTERS[purpose][0].name,
      defaultPath: this.#last.get(purpose) ?? this.#start,
      filters: FILTERS[purpose].map((f) => ({ name: f.name, extensions: [...f.extensions] })),
      properties: [purpose === 'folder' ? 'openDirectory' : 'openFile'],
    });
    const file = answer.filePaths[0];
    if (answer.canceled || !file) return null;
    this.#last.set(purpose, path.dirname(file));
    return { path: file, name: path.basename(file) };
  }

  async save(purpose: DialogPurpose, suggestedName: string): Promise<FileRef | null> {
    const answer = await dialog.showSaveDialog({
      title: FILTERS[purpose][0].name,
      defaultPath: path.join(this.#last.get(purpose) ?? this.#start, path.basename(suggestedName)),
      filters: FILTERS[purpose].map((f) => ({ name: f.name, extensions: [...f.extensions] })),
    });
    if (answer.canceled || !answer.filePath) return null;
    this.#last.set(purpose, path.dirname(answer.filePath));
    return { path: answer.filePath, name: path.basename(answer.filePath) };
  }
}
