/** The import rules of docs/architecture.md. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'fleet-imports-nothing-of-ours', severity: 'error', from: { path: '^lib/fleet/' }, to: { path: '^lib/(?!fleet/)' } },
    {
      name: 'metallb-stands-alone',
      severity: 'error',
      from: { path: '^lib/metallb/' },
      to: { path: '^lib/(?!metallb/|fleet/)' },
    },
    {
      name: 'routers-import-fleet-only',
      severity: 'error',
      from: { path: '^lib/routers/' },
      to: { path: '^lib/(?!routers/|fleet/)' },
    },
    {
      name: 'constructs-import-fleet-and-metallb-only',
      severity: 'error',
      from: { path: '^lib/constructs/' },
      to: { path: '^lib/(?!constructs/|fleet/|metallb/)' },
    },
    {
      name: 'graph-imports-fleet-only',
      severity: 'error',
      from: { path: '^lib/graph/' },
      to: { path: '^lib/(?!graph/|fleet/)' },
    },
    {
      name: 'synth-joins-the-views',
      severity: 'error',
      from: { path: '^lib/synth/' },
      to: { path: '^lib/(?!synth/|constructs/|routers/|metallb/|fleet/)' },
    },
    {
      name: 'only-users-and-the-cli-import-testing',
      severity: 'error',
      from: { path: '^lib/(?!testing/|cli/)' },
      to: { path: '^lib/testing/' },
    },
    {
      name: 'dialects-do-not-know-each-other',
      severity: 'error',
      from: { path: '^lib/routers/dialects/frr/' },
      to: { path: '^lib/routers/dialects/bird/' },
    },
    {
      name: 'dialects-do-not-know-each-other-2',
      severity: 'error',
      from: { path: '^lib/routers/dialects/bird/' },
      to: { path: '^lib/routers/dialects/frr/' },
    },
    { name: 'only-the-cli-imports-the-cli', severity: 'error', from: { path: '^lib/(?!cli/)' }, to: { path: '^lib/cli/' } },
    {
      name: 'examples-use-the-public-api',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^lib/(?!index.ts|testing/index.ts)' },
    },
    {
      name: 'cdk8s-plus-in-constructs-only',
      severity: 'error',
      from: { path: '^lib/(?!constructs/)' },
      to: { path: 'cdk8s-plus' },
    },
    {
      name: 'no-dev-dependencies-in-lib',
      severity: 'error',
      from: { path: '^lib/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: ['cdk8s', 'constructs', '@types'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
