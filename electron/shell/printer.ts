import { FontAssets } from '../print/font-assets.ts';
import type { Printer } from '../print/printer.ts';
import { withHeadlessBrowser } from './headless.ts';
import { provideBrowser } from './provide-browser.ts';

/** Prints with a headless browser: an installed one, else the one that comes with the checkout. `fontsFolder` holds the product's faces. */
export function makePrinter(fontsFolder: string): Printer {
  const assets = new FontAssets(fontsFolder);
  return async ({ html }, signal) => {
    const browser = await provideBrowser({ visible: false });
    if (!browser)
      throw new Error('no browser to print with: install Chromium, Chrome or Edge, or name one in APP_BROWSER');
    return await withHeadlessBrowser(browser, (page) => page.printHtml({ html, assets }), { signal });
  };
}
