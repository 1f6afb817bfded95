import { serviceRule } from '../rule';

/** A service leads to the port on which its workload listens. */
export const targetPortNotOfWorkload = serviceRule({
  id: 'target-port-not-of-workload',
  severity: 'error',
  title: 'A service leads to the port on which its workload listens.',
  explanation:
    '`targetPort` of a service and the `port` of its workload are one port, said twice. Where they differ nobody listens at one of them: no endpoint is healthy, and no host announces the VIP.',
  allowed: 'one of the two, or both with one number',
  remedy: 'Take one of them out.',
  acknowledgeable: false,
  *of({ name, path, description: { ports, targetPort, workload } }) {
    // With `ports` neither may be given, which is told as such.
    if (ports || targetPort === undefined || workload?.port === undefined || targetPort === workload.port) return;
    yield {
      path: `${path}.targetPort`,
      value: targetPort,
      message: `The VIP of ${name} leads to port ${targetPort}, and its workload listens on ${workload.port}.`,
    };
  },
});
