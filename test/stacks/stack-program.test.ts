import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as pulumi from '@pulumi/pulumi';
import type * as Program from '../../stacks';
import { recorded } from '../pulumi/recording';

const project = parse(readFileSync('Pulumi.yaml', 'utf8'));

/** The program of a stack, with the defaults that Pulumi.yaml declares. */
async function stack(name: string) {
  let outputs: typeof Program | undefined;
  const recording = await recorded(() => {
    const defaults = Object.entries<any>(project.config).flatMap(([key, { default: value }]) =>
      value === undefined ? [] : [[`project:${key}`, String(value)] as const],
    );
    pulumi.runtime.setAllConfig({
      ...Object.fromEntries(defaults),
      'project:kubeconfig': '{}',
      'project:secrets': 'placeholder',
    });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the program of a stack runs anew for each stack
    jest.isolateModules(() => (outputs = require('../../stacks') as typeof Program));
  }, name);
  if (!outputs) throw new Error('the program did not run');
  return { outputs, ...recording };
}

test('the name of the stack is the name of the site, and the stack tells what an operator looks for', async () => {
  const { outputs, all } = await stack('mec-2');
  expect(outputs.vips).toEqual({ sensors: ['11.11.11.11'] });
  expect(outputs.budget.site).toBe('mec-2');
  expect(outputs.sessions.every(({ from }) => from.startsWith('mec-2/'))).toBe(true);
  expect(Object.keys(outputs.routerFiles)).toContain('border-1/frr.conf');
  expect(all.find(({ type }) => type === 'pulumi:providers:kubernetes')?.inputs.clusterIdentifier).toBe('thesis-testbed/mec-2');
});

test('a stack that is named after no site is refused before there is any resource', async () => {
  await expect(stack('mec-99')).rejects.toThrow("there is no site 'mec-99'");
});

test('every key of the project has a type and a description, and the default provider is off', () => {
  const { 'pulumi:disable-default-providers': disabled, ...keys } = project.config;
  expect(disabled).toEqual({ value: ['kubernetes'] });
  for (const key of Object.values<any>(keys)) {
    expect(['string', 'boolean']).toContain(key.type);
    expect(key.description).toMatch(/\w+/);
  }
});
