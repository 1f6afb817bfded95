/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  moduleNameMapper: {
    '^anycast-mec$': '<rootDir>/lib/index.ts',
    '^anycast-mec/testing$': '<rootDir>/lib/testing/index.ts',
  },
  testTimeout: 30000,
};
