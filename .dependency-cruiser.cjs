/** The layer rule of docs/architecture.md. test/rules holds a failing example for each entry here. */
const own = '^(shared|db|electron|renderer|test)/';
/** Inside shared each folder may look only at those before it. */
const SHARED_ORDER = [
  ['result', []],
  ['model', ['result']],
  ['time', ['result', 'model']],
  ['domain', ['result', 'model', 'time']],
  ['search', ['result', 'model']],
  ['sync', ['result', 'model', 'time', 'domain']],
  ['exchange', ['result', 'model', 'time', 'domain', 'sync']],
  ['formats', ['result', 'model', 'time', 'domain']],
  ['contract', ['result', 'model', 'time', 'domain', 'sync', 'exchange']],
];
const sharedRules = SHARED_ORDER.map(([folder, below]) => ({
  name: `shared-${folder}`,
  severity: 'error',
  comment: `shared/${folder} may import ${below.length ? below.map((b) => `shared/${b}`).join(', ') : 'nothing of ours'}`,
  from: { path: `^shared/${folder}/`, pathNot: '\\.test\\.ts$' },
  to: { path: own, pathNot: `^shared/(${[folder, ...below].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...sharedRules,
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-no-host',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/(electron|better-sqlite3|react|react-dom)/' },
    },
    {
      name: 'db-below-screens',
      severity: 'error',
      from: { path: '^db/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(electron|renderer|test)/|node_modules/electron/' },
    },
    {
      name: 'sql-only-in-db',
      severity: 'error',
      from: { path: '^(shared|renderer|electron)/', pathNot: '^electron/(shell/lock|scripts/)|\\.test\\.ts$' },
      to: { path: 'node_modules/better-sqlite3' },
    },
    {
      name: 'renderer-is-sandboxed',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(db|electron|test)/|node_modules/(electron|better-sqlite3)/' },
    },
    {
      name: 'words-are-made-in-the-worker',
      severity: 'error',
      comment: 'the tables for Latin letters are large; the window sends what was typed and shows what was found',
      from: { path: '^renderer/' },
      to: { path: '^shared/search/|node_modules/any-ascii' },
    },
    {
      name: 'no-node-in-renderer',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^renderer/(ui|api|i18n)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^renderer/(features|app)/' },
    },
    {
      name: 'features-through-index',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: {
        path: '^renderer/features/([^/]+)/',
        pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'one-door-to-electron',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/platform/' },
      to: { path: 'node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'worker-knows-no-window',
      severity: 'error',
      from: { path: '^electron/(worker|keys|exchange-file|files|print|cli)/' },
      to: { path: '^electron/(main|ipc|preload|platform)/' },
    },
    {
      name: 'keys-stay-home',
      severity: 'error',
      from: { path: '^electron/(main|ipc|preload|shell|platform|print|cli|files|security)/' },
      to: { path: '^electron/(keys|exchange-file)/' },
    },
    {
      name: 'nobody-imports-test',
      severity: 'error',
      from: { path: '^(shared|db|electron|renderer)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^test/|\\.test\\.tsx?$' },
    },
    {
      name: 'no-dev-tools-at-run-time',
      severity: 'error',
      from: { path: '^(shared|db|electron|renderer)/', pathNot: '\\.test\\.tsx?$|^electron/scripts/' },
      to: { path: 'node_modules/(vitest|@playwright|fast-check|@axe-core)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist-app)/|\\.d\\.m?ts$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
