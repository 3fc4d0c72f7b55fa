import { defineConfig } from 'vitest/config';

/** Tests with a server or a daemon of Debian's packages run where one variable asks for them; the product needs neither. */
const optIn = Object.entries({
  LIAISON_HUB: 'test/opt-in/hub.test.ts',
  LIAISON_SYNCTHING: 'test/opt-in/syncthing.test.ts',
})
  .filter(([name]) => process.env[name] !== '1')
  .map(([, file]) => file);

export default defineConfig({
  test: {
    pool: 'forks',
    include: ['{shared,db,electron,renderer,test}/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', '**/node_modules/**', ...optIn],
    testTimeout: 60_000,
    // By default one core is left idle; most long tests wait for another process, so each core has a file of its own.
    maxWorkers: '100%',
  },
});
