const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }];

/** Packages of ECMAScript modules alone: Node requires them, jest does not before Node 24.9. */
const ecmaScriptOnly = 'node_modules/(p-limit|yocto-queue)/';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // FailoverAgent carries the agent's program where it is built, so tests need it built, and new.
  globalSetup: '<rootDir>/agent/bundle.mjs',
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': swc,
    [`${ecmaScriptOnly}.+\\.js$`]: swc,
  },
  transformIgnorePatterns: [`^(?!.*${ecmaScriptOnly}).*/node_modules/`],
  moduleNameMapper: {
    '^anycast-mec$': '<rootDir>/lib/index.ts',
    '^anycast-mec/testing$': '<rootDir>/lib/testing/index.ts',
    '^anycast-mec/pulumi$': '<rootDir>/lib/pulumi/index.ts',
    '^anycast-mec/contract$': '<rootDir>/lib/contract/index.ts',
    '^anycast-mec/clients$': '<rootDir>/lib/clients/index.ts',
    '^@anycast-mec/lab$': '<rootDir>/lab/src/index.ts',
    '^@anycast-mec/lab/availability$': '<rootDir>/lab/src/availability/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build', '<rootDir>/agent/build', '<rootDir>/lab/build'],
  testTimeout: 30000,
};
