/**
 * What the shell's Node side and its script in the page's isolated world say to each other. Types and names only:
 * this file runs on both sides.
 */

/** Name of the isolated world that holds the preload; the binding below exists in worlds of this name only. */
export const PRELOAD_WORLD = 'preload';
/** Global of the isolated world that carries text to Node. */
export const SEND_BINDING = '__shellSend';
/** Global of the isolated world that takes text from Node. */
export const RECEIVE_FUNCTION = '__shellReceive';
/** Global of the isolated world that does what only a page can do. */
export const LOCAL_ACTIONS = '__shellLocal';
/** Global of the isolated world that holds the files of the last choice, for DOM.getFileInfo. */
export const CHOSEN_FILES = '__shellFiles';

/** Put in front of both world scripts as the constant SHELL. */
export interface WorldSettings {
  /** Name of the event that hands the bridge's node over, unguessable for the page. */
  readonly token: string;
  /** The only origin that gets a preload, as the browser sees it. */
  readonly origin: string;
}

export type WorldToMain =
  | readonly [kind: 'invoke', id: number, channel: string, args: readonly unknown[]]
  | readonly [kind: 'accelerator', keys: string];

export type MainToWorld =
  | readonly [kind: 'reply', id: number, fulfilled: boolean, value: unknown]
  | readonly [kind: 'event', channel: string, args: readonly unknown[]]
  | readonly [kind: 'accelerators', keys: readonly string[]];

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

export interface LocalActions {
  /** Shows the browser's file chooser; resolves to the number of files, which then stand in CHOSEN_FILES. */
  openFiles(accept: string, multiple: boolean): Promise<number>;
  /** Address of an empty blob: downloading it makes the browser ask for a place. */
  placeholder(type: string): string;
  /** Starts the download of a placeholder under a suggested name. */
  saveAs(href: string, name: string): void;
  /** Shows a modal question; resolves to the index of the button. */
  askQuestion(question: Question): Promise<number>;
}
