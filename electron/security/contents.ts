import { app } from '../platform/electron.ts';
import { isOurs } from './origin.ts';

/** Says what was denied without the address's query or data, which may hold case data. */
const scheme = (url: string): string => /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? 'unknown:';

/** Must run before the first window: every page's navigation, popups and webviews are denied, whatever the page does. */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (isOurs(event.url)) return;
      event.preventDefault();
      console.error(`navigation denied: ${scheme(event.url)}`);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      console.error(`window denied: ${scheme(url)}`);
      return { action: 'deny' };
    });
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.on('render-process-gone', (_e, details) => console.error(`the window's process ended: ${details.reason}`));
  });
}
