/** Desks of agencies that know each other, put back to one beginning before every test, and the short words of a story between them. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFile } from '#electron/worker/opening.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

export interface Passed {
  readonly file: string;
  readonly sealed: Awaited<ReturnType<typeof sealed>>;
  readonly taken: Awaited<ReturnType<typeof took>>;
}
const sealed = async (from: Desk, to: Desk, file: string, more: { readonly full?: boolean } = {}) =>
  valueOf(await from.export(to, file, more));
export const took = async (who: Desk, file: string) => valueOf(await who.accept(file)).receipt;

export class Story {
  readonly home = mkdtempSync(path.join(tmpdir(), 'liaison-story-'));
  readonly desks: Desk[] = [];
  #files = 0;

  at = (name: string): string => path.join(this.home, name);
  next = (end = 'jxb'): string => this.at(`file-${this.#files++}.${end}`);

  /** The first of these agencies keeps the training operation; all have compared digits. */
  async begin(...codes: readonly string[]): Promise<void> {
    for (const code of codes) this.desks.push(await makeDesk(this.home, code));
    const [keeper] = this.desks;
    await keeper?.load();
    for (const [i, one] of this.desks.entries())
      for (const other of this.desks.slice(i + 1)) await introduce(one, other);
  }
  /** From here on every test begins. */
  async save(): Promise<void> {
    for (const desk of this.desks) await desk.copyTo(`${desk.dir}.before`);
  }
  async again(): Promise<void> {
    for (const desk of this.desks) await this.putBack(desk, `${desk.dir}.before`);
  }
  async putBack(desk: Desk, copy: string): Promise<void> {
    desk.close();
    rmSync(desk.dir, { recursive: true });
    cpSync(copy, desk.dir, { recursive: true });
    await desk.open();
  }
  end(): void {
    for (const desk of this.desks) desk.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  async seal(from: Desk, to: Desk, more: { readonly full?: boolean } = {}): Promise<string> {
    const file = this.next();
    await sealed(from, to, file, more);
    return file;
  }
  /** Seals, carries and takes one file. */
  async pass(from: Desk, to: Desk, more: { readonly full?: boolean } = {}): Promise<Passed> {
    const file = this.next();
    const made = await sealed(from, to, file, more);
    return { file, sealed: made, taken: await took(to, file) };
  }
  /** Says what arrived, receipts included. */
  async say(from: Desk, to: Desk) {
    const file = this.next();
    const ack = await from.do('exchange.ack', { to: to.code, file: fileRef(file), by: 'Officer 3' });
    await took(to, file);
    return ack;
  }
  /** The lines of a file as its recipient reads them; nothing is taken. */
  async lines(who: Desk, file: string): Promise<readonly ParsedLine[]> {
    const read = await openFile(who.context, who.session, fileRef(file));
    if (!read.ok) throw new Error(read.error.code);
    return read.value.opened.lines;
  }
}

/** A recall of T03 of the training operation from A06, unless told otherwise. */
export const order = (more: Record<string, unknown> = {}) => ({
  operation: 'OP-LT',
  record: 'T03',
  to: 'A06',
  reason: 'wrong house',
  by: 'Officer 1',
  second: 'Officer 2',
  correct: false,
  ...more,
});
