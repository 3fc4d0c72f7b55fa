/** Runs in the page's own world before the page's first script: the page's end of the bridge, and what the page must not have. */
import { awaitNode, makeBridge } from './bridge.ts';
import type { WorldSettings } from './world-messages.ts';

declare const SHELL: WorldSettings;

// The one way past request interception and proxy: it binds UDP ports of this machine. In every frame, for a frame without
// an address of its own would hand it back. (In Electron setWebRTCIPHandlingPolicy does this.)
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);

if (window === window.top && location.href.startsWith(`${SHELL.origin}/`)) {
  awaitNode(SHELL.token, (node) => {
    makeBridge(node, 'page');
  });
}
