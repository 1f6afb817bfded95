import type { ServiceDescription } from '../description/service';
import type { ServicePort } from '../model/service';

/** Port that a workload listens on unless told. */
const defaultWorkloadPort = 8080;

/**
 * The ports of a service, from either form of its description.
 *
 * @param path of the service in the fleet, empty for one alone
 */
export function portsOf(description: Partial<ServiceDescription>, path: string): readonly ServicePort[] {
  const { workload, ports } = description;
  if (!ports) {
    const { port = 80, protocol = 'TCP' } = description;
    const targetPort = description.targetPort ?? (workload ? (workload.port ?? defaultWorkloadPort) : port);
    return Object.freeze([Object.freeze({ name: 'service', port, protocol, targetPort, path })]);
  }
  return Object.freeze(
    ports.map(({ port, protocol = 'TCP', name = `${protocol.toLowerCase()}-${port}`, targetPort = port, health }, index) =>
      Object.freeze({ name, port, protocol, targetPort, path: `${path}.ports[${index}]`, ...(health && { health }) }),
    ),
  );
}
