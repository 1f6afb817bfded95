import { serviceRule } from '../rule';

/** The ports of a service are described in one form. */
export const portsInTwoForms = serviceRule({
  id: 'ports-in-two-forms',
  severity: 'error',
  title: 'The ports of a service are described in one form.',
  explanation:
    '`port`, `protocol`, `targetPort` and the `port` of a workload describe a service of one port; `ports` describes one of several. With both it is unclear which is meant.',
  allowed: '`ports`, or `port`, `protocol`, `targetPort` and `workload.port`',
  remedy: 'Say it in `ports` alone: each has a `port`, a `protocol` and a `targetPort`.',
  acknowledgeable: false,
  *of({ name, path, description }) {
    if (!description.ports) return;
    const { port, protocol, targetPort, workload } = description;
    for (const [field, value] of Object.entries({ port, protocol, targetPort, 'workload.port': workload?.port })) {
      if (value !== undefined) yield { path: `${path}.${field}`, value, message: `${name} has 'ports', too.` };
    }
  },
});
