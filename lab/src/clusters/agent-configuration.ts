import type { KubernetesObject } from 'anycast-mec/clients';
import { parseConfiguration } from 'anycast-mec/contract';
import type { AgentConfig } from 'anycast-mec/contract';
import type { ManifestFile } from './manifest-file';

/** How a health asks, as far as the lab looks at it. */
interface Check {
  readonly tls?: { readonly verify?: boolean };
}

/** A service in the agent's configuration, as far as the lab looks at it. */
interface WatchedService {
  readonly namespace: string;
  readonly health?: Check;
  readonly checks?: readonly Check[];
}

/** The agent's configuration in a ConfigMap, as far as the lab looks at it. */
interface AgentConfiguration {
  readonly services: readonly WatchedService[];
}

const configurationKey = 'agent.json';

function textOf(object: KubernetesObject): string | undefined {
  return object.kind === 'ConfigMap' ? (object['data'] as Record<string, string> | undefined)?.[configurationKey] : undefined;
}

function configurationOf(object: KubernetesObject): AgentConfiguration | undefined {
  const text = textOf(object);
  return text === undefined ? undefined : (JSON.parse(text) as AgentConfiguration);
}

/**
 * What the failover agent of these files is told, as it reads it itself; undefined where there is none.
 *
 * @throws ConfigurationError if the agent would refuse it
 */
export function agentOf(files: readonly ManifestFile[]): AgentConfig | undefined {
  const text = files.flatMap(({ objects }) => objects.flatMap((object) => textOf(object) ?? []))[0];
  return text === undefined ? undefined : parseConfiguration(text, configurationKey);
}

/** Whether a file configures a failover agent. */
export function watchesServices(files: readonly ManifestFile[]): boolean {
  return files.some(({ objects }) => objects.some((object) => configurationOf(object) !== undefined));
}

/** The operator's file; where it configures the failover agent, the agent watches the services of these namespaces, too: else it would not act on them. */
export function watchingAlso(
  own: ManifestFile,
  complete: readonly ManifestFile[],
  namespaces: ReadonlySet<string | undefined>,
): ManifestFile {
  const more = complete
    .flatMap(({ objects }) => objects.flatMap((object) => configurationOf(object)?.services ?? []))
    .filter(({ namespace }) => namespaces.has(namespace));
  return configured(own, (services) => {
    const watched = new Set(services.map(({ namespace }) => namespace));
    return [...services, ...more.filter(({ namespace }) => !watched.has(namespace))];
  });
}

/** The file; where it configures the failover agent, no health checks a certificate: the lab's application has none that somebody signed. */
export function takingAnyCertificate(file: ManifestFile): ManifestFile {
  const unverified = <C extends Check>(check: C): C => (check.tls ? { ...check, tls: { ...check.tls, verify: false } } : check);
  return configured(file, (services) =>
    services.map((service) => ({
      ...service,
      ...(service.health && { health: unverified(service.health) }),
      ...(service.checks && { checks: service.checks.map(unverified) }),
    })),
  );
}

function configured(
  file: ManifestFile,
  change: (services: readonly WatchedService[]) => readonly WatchedService[],
): ManifestFile {
  const objects = file.objects.map((object) => {
    const configuration = configurationOf(object);
    if (!configuration) return object;
    const services = change(configuration.services);
    return { ...object, data: { [configurationKey]: JSON.stringify({ ...configuration, services }, undefined, 2) } };
  });
  return { ...file, objects };
}
