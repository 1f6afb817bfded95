import { askedOf } from '../../contract/agent/asked';
import type { ServiceInput } from '../../contract/agent';
import { agentFieldManager } from '../../contract/field-managers';
import { routeLabel } from '../../contract/labels';
import { givenOver } from '../../fleet/description/given-over';
import type { Described, Given } from '../../fleet/description/given';
import type { RegisteredService } from '../service/registered-service';

/** What the agent is told of a service beyond the Service itself. */
type ServiceFields = Omit<ServiceInput, Exclude<keyof RegisteredService, 'checks'>>;

/** Further fields of a service in the agent's configuration, as `schemas/agent.schema.json` describes them. */
export type AgentServiceSettings = Readonly<Given<Partial<ServiceFields> & { health?: Partial<ServiceInput['health']> }>>;

/** The same with times as text. */
export type AgentServiceText = Described<AgentServiceSettings>;

/** Where another site says whether it serves. */
export interface OtherSite {
  readonly site: string;
  readonly addresses: readonly string[];
}

/** What the failover agent of a site is told. */
export interface AgentConfiguration {
  /** Name of the site; absent where the agent stands alone. */
  readonly site?: string;
  readonly mode: 'enforce' | 'shadow';
  /** Nodes that announce. */
  readonly hosts: readonly string[];
  readonly metallbNamespace: string;
  readonly lease: { readonly namespace: string; readonly name: string };
  readonly fieldManager: string;
  /** The label it sets for the whole site; `<routeLabel>.<host>` for one host. */
  readonly routeLabel: string;
  readonly otherSites?: readonly OtherSite[];
  /** Most withdrawals in a minute. */
  readonly actionsPerMinute?: number;
  readonly services: readonly WatchedService[];
}

/** A Service as the agent reads it. */
type WatchedService = Omit<RegisteredService, 'health' | 'checks'> & {
  readonly health: object;
  readonly checks?: readonly object[] | undefined;
};

/** What the construct knows. */
export interface AgentInputs extends Omit<AgentConfiguration, 'fieldManager' | 'routeLabel' | 'services'> {
  readonly services: readonly RegisteredService[];
  /** By name of the service; `health` and `timing` are merged, `checks` added, all else set. */
  readonly settings: Readonly<Record<string, AgentServiceText | undefined>>;
  /** The other sites of one service, where they are known; undefined: those of the whole agent. */
  readonly otherSitesOf?: (service: RegisteredService) => readonly OtherSite[] | undefined;
  /** Drain of every service before its site is withdrawn for a hard failure; `timing` of its settings goes before it. */
  readonly hardDrain?: string;
}

/** Fills in what does not vary. Services are sorted, so that the order in which a program makes them changes nothing. */
export function agentConfiguration({ settings, otherSitesOf, hardDrain, ...given }: AgentInputs): AgentConfiguration {
  const key = (service: RegisteredService) => `${service.namespace}/${service.name}`;
  const services = [...given.services]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((service): WatchedService => {
      const more = (Object.hasOwn(settings, service.name) ? settings[service.name] : undefined) ?? {};
      const otherSites = otherSitesOf?.(service);
      return {
        ...givenOver({ ...service, ...(otherSites && { otherSites }) }, more),
        ...(hardDrain !== undefined && { timing: givenOver({ hardDrain }, more.timing ?? {}) }),
        health: givenOver(askedOf(service.health), more.health ?? {}),
        ...((service.checks !== undefined || more.checks !== undefined) && {
          checks: [...(service.checks ?? []).map(askedOf), ...(more.checks ?? [])],
        }),
      };
    });
  return { ...given, fieldManager: agentFieldManager, routeLabel, services };
}
