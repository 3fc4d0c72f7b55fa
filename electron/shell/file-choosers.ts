/** The browser's own file choosers in the service of Electron's dialogs. One at a time. */
import type { Cdp } from './cdp.ts';
import type { CdpEvent } from './cdp-protocol.ts';
import type { ShellWindow } from './shell-state.ts';

type Choice = (file: string | null) => void;
type DownloadEvent = Extract<CdpEvent, { method: 'Browser.downloadWillBegin' | 'Browser.downloadProgress' }>;

/**
 * Save dialog: downloading an empty blob makes the browser ask for a place (profile preference prompt_for_download). Every
 * other download is cancelled: nothing leaves the app that way.
 */
export class SaveChooser {
  readonly #cdp: Cdp;
  readonly #underway = new Map<string, Choice>();
  #expected: { readonly url: string; readonly choose: Choice } | null = null;

  constructor(cdp: Cdp) {
    this.#cdp = cdp;
  }

  /** The chosen path, or null when cancelled. The browser leaves an empty file there. */
  async choose(window: Pick<ShellWindow, 'runLocal'>, name: string, type: string): Promise<string | null> {
    if (this.#expected) return null;
    const url = await window.runLocal('placeholder', type);
    const choice = Promise.withResolvers<string | null>();
    // Before the click: the event may come before its reply.
    this.#expected = { url, choose: choice.resolve };
    try {
      await window.runLocal('saveAs', url, name);
    } catch {
      this.#expected = null;
      choice.resolve(null);
    }
    return choice.promise;
  }

  onDownload({ method, params }: DownloadEvent): void {
    if (method === 'Browser.downloadWillBegin') {
      if (this.#expected?.url === params.url) {
        this.#underway.set(params.guid, this.#expected.choose);
        this.#expected = null;
      } else this.#cdp.post('Browser.cancelDownload', { guid: params.guid });
      return;
    }
    if (params.state === 'inProgress') return;
    const choose = this.#underway.get(params.guid);
    this.#underway.delete(params.guid);
    choose?.(params.state === 'completed' ? (params.filePath ?? null) : null);
  }

  /** The window has gone: whoever waits has cancelled. */
  cancelAll(): void {
    for (const choose of [...this.#underway.values(), ...(this.#expected ? [this.#expected.choose] : [])]) choose(null);
    this.#underway.clear();
    this.#expected = null;
  }
}
