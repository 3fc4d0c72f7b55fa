// node --import ./out/shell/register.mjs ./out/main/main.cjs
// From here on 'electron' means the Chromium shell, in require and import alike.
import { registerHooks } from 'node:module';

const shell = new URL('./electron.mjs', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: shell, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
