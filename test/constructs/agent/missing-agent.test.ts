import { Testing } from 'cdk8s';
import type * as fs from 'node:fs';
import { AgentProgram, FailoverAgent } from '../../../lib/constructs';
import type { FailoverAgentProps } from '../../../lib/constructs';
import { objectsOf } from '../../../lib/testing';

jest.mock('node:fs', () => {
  const actual = jest.requireActual<typeof fs>('node:fs');
  // As where the package is not installed.
  return { ...actual, existsSync: (path: string) => !path.endsWith('agent/build/agent.js') && actual.existsSync(path) };
});

/** Kinds that an agent renders. */
const kindsOf = (props: FailoverAgentProps) => {
  const chart = Testing.chart();
  new FailoverAgent(chart, 'agent', { hosts: ['host-1'], ...props });
  return objectsOf(chart).map(({ kind }) => kind);
};

describe('where the program of the agent is not installed', () => {
  const warned = jest.spyOn(process, 'emitWarning').mockReturnValue();
  afterAll(() => warned.mockRestore());

  test('nothing is said by whoever wants no Deployment', () => {
    expect(kindsOf({ program: AgentProgram.none() })).not.toContain('Deployment');
    expect(warned).not.toHaveBeenCalled();
  });

  test('a warning says once that the agent does not run, and how it would', () => {
    expect([kindsOf({}), kindsOf({})].flat()).not.toContain('Deployment');
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned.mock.calls[0]?.[0]).toContain('install it');
  });
});
