/** What every peer is given, and what it answers: the rows of the product's own timeline, and where the pointer finds what. */
export interface PeerRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}
export interface Scene {
  readonly rows: readonly PeerRow[];
  /** The stretch of time the product opens on. */
  readonly from: number;
  readonly to: number;
  /** The first row it opens on. */
  readonly first: number;
}
/** Draws the scene into the element; the promise settles when it has handed everything to the page. */
export type Peer = (into: HTMLElement, scene: Scene) => Promise<void>;
