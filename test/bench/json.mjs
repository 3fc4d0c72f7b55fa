/** Sources import catalogues as the bundler reads them; Node asks for an attribute, which this adds for a script that runs them as they are. */
import { registerHooks } from 'node:module';

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
