/** Runs in the page's own world before the page's first script: the page's end of the bridge, and nothing else. */
import { awaitNode, makeBridge } from './bridge.ts';
import type { WorldSettings } from './world-messages.ts';

declare const SHELL: WorldSettings;

if (window === window.top && location.href.startsWith(`${SHELL.origin}/`)) {
  awaitNode(SHELL.token, (node) => {
    makeBridge(node, 'page');
  });
}
