import { Testing } from 'cdk8s';
import { FailoverAgent } from '../../lib/constructs/agent/failover-agent';
import { objectsOf } from '../../lib/testing';

jest.mock('../../lib/constructs/agent/agent-program', () => ({
  ...jest.requireActual<object>('../../lib/constructs/agent/agent-program'),
  // As where the package is not installed.
  installedProgram: () => undefined,
}));

/** Kinds that an agent renders. */
const kindsOf = (props: { script?: false }) => {
  const chart = Testing.chart();
  new FailoverAgent(chart, 'agent', { hosts: ['host-1'], ...props });
  return objectsOf(chart).map(({ kind }) => kind);
};

describe('where the program of the agent is not installed', () => {
  const warned = jest.spyOn(process, 'emitWarning').mockReturnValue();
  afterAll(() => warned.mockRestore());

  test('nothing is said by whoever wants no Deployment', () => {
    expect(kindsOf({ script: false })).not.toContain('Deployment');
    expect(warned).not.toHaveBeenCalled();
  });

  test('a warning says once that the agent does not run, and how it would', () => {
    expect([kindsOf({}), kindsOf({})].flat()).not.toContain('Deployment');
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned.mock.calls[0]?.[0]).toContain('install it');
  });
});
