import { serviceRule } from '../rule';

/** Every port of a service is there once, and has a name of its own. */
export const duplicatePort = serviceRule({
  id: 'duplicate-port',
  severity: 'error',
  title: 'Every port of a service is there once, and has a name of its own.',
  explanation:
    'A Service has one entry for each port and protocol, with a name that no other entry has (Kubernetes, `ValidateService`). The API server refuses another.',
  allowed: 'ports that differ in number or protocol, and in their names',
  remedy: 'Take one of the two out, or give it another number, protocol or name.',
  acknowledgeable: false,
  *of({ name, ports }) {
    const numbers = new Map<string, string>();
    const names = new Map<string, string>();
    for (const { name: portName, port, protocol, path } of ports) {
      const number = `${port}/${protocol}`;
      const same = numbers.get(number);
      const namesake = names.get(portName);
      if (same !== undefined) yield { path: `${path}.port`, value: port, message: `${name} has ${number} already (${same}).` };
      else if (namesake !== undefined)
        yield { path: `${path}.name`, value: portName, message: `${name} has a port called ${portName} already (${namesake}).` };
      numbers.set(number, same ?? path);
      names.set(portName, namesake ?? path);
    }
  },
});
