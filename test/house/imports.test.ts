jest.mock('@pulumi/pulumi', () => {
  throw new Error('Pulumi is loaded');
});
jest.mock('@pulumi/kubernetes', () => {
  throw new Error('Pulumi is loaded');
});

/* eslint-disable @typescript-eslint/no-require-imports -- what is loaded when is the point */
describe('Pulumi is loaded by those who ask for it', () => {
  test('and not by the library, its test support or the command', () => {
    expect(() => require('anycast-mec') as unknown).not.toThrow();
    expect(() => require('anycast-mec/testing') as unknown).not.toThrow();
    expect(() => require('../../lib/cli/run') as unknown).not.toThrow();
  });

  test('but by the bridge', () => {
    expect(() => require('anycast-mec/pulumi') as unknown).toThrow('Pulumi is loaded');
  });
});
