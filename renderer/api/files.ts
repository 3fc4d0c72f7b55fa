/** Bringing a dropped file over the border in pieces: the window never names a path. */
import type { ChosenFile } from '#shared/contract/session.ts';
import { call } from './bridge.ts';

export const PIECE_BYTES = 256 * 1024;

/** Reads a dropped file piece by piece into the private spool; `onProgress` gets bytes done and bytes in all. */
export async function takeDrop(file: File, onProgress: (done: number, total: number) => void): Promise<ChosenFile> {
  const { ticket } = await call('file.dropBegin', { name: file.name, size: file.size });
  for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
    const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
    await call('file.dropPiece', { ticket, offset, bytes });
    onProgress(Math.min(offset + PIECE_BYTES, file.size), file.size);
  }
  return call('file.dropEnd', { ticket });
}
