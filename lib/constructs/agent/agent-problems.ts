import type { Problem } from '../../contract/agent/problems';
import type * as AgentReader from '../../contract/agent/read';
import type { AgentConfiguration } from './agent-configuration';
import type { RegisteredService } from '../service/registered-service';
import { configMapLimitBytes } from '../../fleet/derive/agent-bytes';
import { problemText } from '../objects/manifest-construct';

/** Settings by name of the service. */
type Settings = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/**
 * What is wrong with the configuration of an agent, by the agent's own reader: what synth writes, the agent takes.
 *
 * @param text the configuration as it is written
 */
export function agentProblems(configuration: AgentConfiguration, text: string, settings: Settings): string[] {
  const bytes = Buffer.byteLength(text);
  const tooBig =
    bytes > configMapLimitBytes
      ? [
          problemText(
            'services',
            `${bytes} bytes`,
            'the configuration of the agent is too big for a ConfigMap',
            `at most ${configMapLimitBytes} bytes`,
            'let the site serve fewer services',
          ),
        ]
      : [];
  const found = isSound(configuration) ? [] : problemsIn(text);
  if (found.length === 0) return tooBig;
  const places = placesOf(text, settings);
  return [
    ...tooBig,
    ...found.map(({ path, value, allowed, remedy }) =>
      problemText(places(path), value, 'the agent refuses this', allowed, remedy),
    ),
  ];
}

/** Configurations in which nothing is wrong, without what a site alone has. */
const sound = new Set<string>();

/** How many are kept: more than a fleet has kinds of sites. */
const mostSound = 256;

/**
 * Whether the agent reads a configuration without a problem. Sites of a fleet have their services in common, and reading them takes
 * longer than writing the manifests of the agent: so that is done once. Where other sites are named, own and other names are compared.
 */
function isSound(configuration: AgentConfiguration): boolean {
  const { otherSites, services } = configuration;
  if (otherSites || services.some((service) => 'otherSites' in service)) return isRead(configuration);
  const common: AgentConfiguration = { ...configuration, site: 'any', hosts: [] };
  const key = JSON.stringify(common);
  if (!sound.has(key)) {
    if (!isRead(common)) return false;
    if (sound.size >= mostSound) sound.clear();
    sound.add(key);
  }
  return isRead({ ...configuration, services: [] });
}

function isRead(configuration: AgentConfiguration): boolean {
  return problemsIn(JSON.stringify(configuration)).length === 0;
}

/** What the agent's reader says of a configuration. */
function problemsIn(text: string): readonly Problem[] {
  const { ConfigurationError, parseConfiguration } = agentReader();
  try {
    parseConfiguration(text, 'agent.json');
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** The agent's reader, loaded where there is an agent: its schema takes a part of every start that most commands do not need. */
function agentReader(): typeof AgentReader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the package
  return require('../../contract/agent/read') as typeof AgentReader;
}

/** Settings of services that there are not: they would be lost without a word. A site need not serve every service of its fleet. */
export function settingsOfNobody(
  settings: Readonly<Record<string, unknown>>,
  services: readonly { readonly name: string }[],
): string[] {
  const known = new Set(services.map(({ name }) => name));
  const allowed = known.size > 0 ? `one of ${[...known].sort().join(', ')}` : 'no service is watched';
  return Object.keys(settings)
    .filter((name) => !known.has(name))
    .map((name) =>
      problemText(`settings.${name}`, settings[name], 'there is no such service', allowed, 'correct the name, or take it out'),
    );
}

/** What the agent is told of the Service itself: settings that said otherwise would let it watch what it has no Role for. */
const ofTheService = [
  'name',
  'namespace',
  'vips',
  'port',
  'protocol',
  'selector',
] as const satisfies readonly (keyof RegisteredService)[];

/** Settings of what is the Service's own, which a program without types could give. */
export function settingsOfServices(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([service, given]) =>
    ofTheService
      .filter((field) => Object.hasOwn(given ?? {}, field))
      .map((field) =>
        problemText(
          `settings.${service}.${field}`,
          given?.[field],
          'it is what the Service itself says',
          'what the agent is told besides',
          'take it out, or give it where the service is made',
        ),
      ),
  );
}

/** From a path in `agent.json` to the property that it was written from. */
function placesOf(text: string, settings: Settings) {
  const written = JSON.parse(text) as {
    readonly services: readonly { readonly name: string }[];
    readonly otherSites?: readonly { readonly site: string }[];
  };
  return (path: string): string => {
    const [, index, field, rest = ''] = /^services\[(\d+)\](?:\.(\w+)(.*))?$/.exec(path) ?? [];
    const name = index === undefined ? undefined : written.services[Number(index)]?.name;
    if (name !== undefined) {
      const root = field === undefined || Object.hasOwn(settings[name] ?? {}, field) ? 'settings' : 'services';
      return [root, name, ...(field === undefined ? [] : [`${field}${rest}`])].join('.');
    }
    const [, at, address = ''] = /^otherSites\[(\d+)\](?:\.addresses(\[\d+\]))?/.exec(path) ?? [];
    const site = at === undefined ? undefined : written.otherSites?.[Number(at)]?.site;
    return site === undefined ? path : `otherSites.${site}${address}`;
  };
}
