/** The page on which other people's timelines draw the rows of ours (ui-peers.ts drives it). */
import type { Peer, Scene } from './peer.ts';

export const PEERS: Readonly<Record<string, () => Promise<Peer>>> = {
  'vis-timeline': () => import('./vis.ts').then(({ vis }) => vis),
  'SVAR React Gantt': () => import('./svar.tsx').then(({ svar }) => svar),
};

declare global {
  interface Window {
    /** Loads the code of a peer, so that reading it is no part of what is measured. */
    readonly loadPeer: (name: string) => Promise<void>;
    /** Milliseconds from handing over the rows to the paint after they were drawn. */
    readonly drawPeer: (scene: Scene) => Promise<number>;
  }
}

let peer: Peer | null = null;
Object.assign(window, {
  async loadPeer(name: string): Promise<void> {
    peer = (await PEERS[name]?.()) ?? null;
    if (peer === null) throw new Error(`no such peer: ${name}`);
  },
  async drawPeer(scene: Scene): Promise<number> {
    const into = document.querySelector<HTMLElement>('#picture');
    if (peer === null || into === null) throw new Error('load the peer first');
    const began = performance.now();
    await peer(into, scene);
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve();
        after.port2.postMessage(null);
      });
    });
    return performance.now() - began;
  },
});
