const rooms = require('./scripts/rooms.cjs');

/** A rule for each room of a building: it imports rooms of floors below its own only. */
const floors = (building, storeys) =>
  storeys.flatMap((floor, storey) =>
    floor.map((room) => ({
      name: `no-arrow-upward-from-${building.replaceAll('/', '-')}-${room}`,
      severity: 'error',
      from: { path: `^${building}/${room}/` },
      to: {
        path: `^${building}/(${storeys
          .slice(storey)
          .flat()
          .filter((other) => other !== room)

          .join('|')})/`,
      },
    })),
  );

/** The import rules of docs/architecture.md. */
module.exports = {
  forbidden: [
    ...Object.entries(rooms).flatMap(([building, storeys]) => floors(building, storeys)),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^lib/contract/' },
      to: { path: '^(lib/(?!contract/)|agent|lab|stacks)' },
    },
    {
      name: 'clients-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^lib/clients/' },
      to: { path: '^(lib/(?!clients/)|agent|lab|stacks)' },
    },
    {
      name: 'fleet-imports-the-contract-only',
      severity: 'error',
      from: { path: '^lib/fleet/' },
      to: { path: '^lib/(?!fleet/|contract/)' },
    },
    {
      name: 'metallb-stands-alone',
      severity: 'error',
      from: { path: '^lib/metallb/' },
      to: { path: '^lib/(?!metallb/|fleet/|contract/)' },
    },
    {
      name: 'routers-import-fleet-only',
      severity: 'error',
      from: { path: '^lib/routers/' },
      to: { path: '^lib/(?!routers/|fleet/|contract/)' },
    },
    {
      name: 'constructs-import-fleet-and-metallb-only',
      severity: 'error',
      from: { path: '^lib/constructs/' },
      to: { path: '^lib/(?!constructs/|fleet/|metallb/|contract/)' },
    },
    {
      name: 'graph-imports-fleet-only',
      severity: 'error',
      from: { path: '^lib/graph/' },
      to: { path: '^lib/(?!graph/|fleet/|contract/)' },
    },
    {
      name: 'availability-imports-fleet-only',
      severity: 'error',
      from: { path: '^lib/availability/' },
      to: { path: '^lib/(?!availability/|fleet/|contract/)' },
    },
    {
      name: 'practices-look-at-fleet-and-routers-only',
      severity: 'error',
      from: { path: '^lib/practices/' },
      to: { path: '^lib/(?!practices/|routers/|fleet/|contract/)' },
    },
    {
      name: 'synth-joins-the-views',
      severity: 'error',
      from: { path: '^lib/synth/' },
      to: { path: '^lib/(?!synth/|constructs/|routers/|metallb/|fleet/|contract/)' },
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
      name: 'pulumi-imports-the-constructs',
      severity: 'error',
      from: { path: '^lib/pulumi/' },
      to: { path: '^lib/(?!pulumi/|constructs/|synth/|routers/|metallb/|fleet/|contract/)' },
    },
    {
      name: 'only-users-import-the-pulumi-bridge',
      severity: 'error',
      from: { path: '^lib/(?!pulumi/|cli/)' },
      to: { path: '^lib/pulumi/' },
    },
    {
      name: 'the-agent-imports-contract-and-clients-only',
      severity: 'error',
      from: { path: '^agent/' },
      to: { path: '^(lib/(?!contract/index.ts|clients/index.ts)|lab/|stacks/)' },
    },
    {
      name: 'the-library-does-not-know-the-lab',
      severity: 'error',
      from: { path: '^(lib|agent|stacks)/' },
      to: { path: '^lab/' },
    },
    {
      name: 'nobody-imports-the-agent',
      severity: 'error',
      from: { path: '^(lib|lab|stacks|examples|bench)/' },
      to: { path: '^agent/src/' },
    },
    {
      name: 'the-lab-and-stacks-use-the-public-api',
      severity: 'error',
      from: { path: '^(lab|stacks)/' },
      to: { path: '^lib/(?!index.ts|contract/index.ts|clients/index.ts|testing/index.ts|pulumi/index.ts)' },
    },
    {
      name: 'examples-use-the-public-api',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^lib/(?!index.ts|testing/index.ts|pulumi/index.ts)' },
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
      to: { dependencyTypes: ['npm-dev'], pathNot: ['cdk8s', 'constructs', '@types', '@pulumi'] },
    },
    {
      name: 'pulumi-in-its-own-rooms-only',
      severity: 'error',
      from: { path: '^(lib/(?!pulumi/|rollout/)|agent/|lab/)' },
      to: { path: '@pulumi', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
