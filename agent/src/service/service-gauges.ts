import { routeOf } from '../state';
import type { AgentMetrics } from '../telling/metrics';
import type { ServiceAgent } from './service-agent';

/** Writes where a service stands into the gauges; called when they are read, since setting them costs more than a probe. */
export function showGauges(agent: ServiceAgent, metrics: AgentMetrics): void {
  const service = agent.service.key;
  const { looks, outside } = agent.sites;
  const endpoints = agent.evidence.monitor.endpointHealth();
  metrics.endpoints.set({ service }, endpoints.length);
  metrics.endpointsUp.set({ service }, endpoints.filter(({ health }) => health.status === 'up').length);
  metrics.otherSites.set({ service }, looks.all.filter((look) => look.says === 'serving').length);
  // Whoever is told nothing neither sees nor fails to: an old value would keep an alert alive.
  if (outside.now === 'untold') metrics.seenFromOutside.remove({ service });
  else metrics.seenFromOutside.set({ service }, outside.now === 'seen' ? 1 : 0);
  for (const machine of agent.machines.all) {
    const { state, target } = machine;
    metrics.show(service, target.host ?? '', state.phase, routeOf(state), agent.observed(machine));
  }
}
