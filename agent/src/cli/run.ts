import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { HttpKubernetesApi } from 'anycast-mec/clients';
import { readConfiguration } from 'anycast-mec/contract';
import type { AgentConfig } from 'anycast-mec/contract';
import { credentials } from '../kubernetes';
import { Agent } from '../runtime/agent';
import { ConfigFile } from '../runtime/config-file';
import { makeLog } from '../telling/log';
import { configOption } from './config-option';

/** Longest hand-over after SIGTERM, ms: below the grace period of the pod. */
const handOverMs = 3000;

/** `run`: the agent itself. */
export function addRun(program: Command): void {
  program
    .command('run')
    .description('probe, decide, move routes; until SIGTERM, which hands over and withdraws nothing')
    .option(...configOption)
    .option('--shadow', 'decide and tell, change nothing')
    .action(async ({ config: file, shadow }: { config: string; shadow?: true }) => {
      // Else V8 soon makes closures of probes among the old objects, where each keeps its socket alive until the next full collection.
      // What survives each collection is told by `node --trace-gc`, what it costs by `make bench-agent`.
      setFlagsFromString('--no-allocation-site-pretenuring');
      const adjust = (config: AgentConfig): AgentConfig => (shadow ? { ...config, mode: 'shadow' } : config);
      const config = adjust(readConfiguration(file));
      const log = makeLog(config.site);
      const agent = new Agent(
        config,
        needsKubernetes(config) ? new HttpKubernetesApi(credentials(config.kubernetes)) : undefined,
        log,
      );
      const watched = new ConfigFile(
        file,
        (changed) => agent.reload(adjust(changed)),
        (error) => agent.refuse(error),
      );
      await agent.start();
      const stop = (signal: string) => {
        log.info({ signal }, `${signal}: hands over`);
        watched.stop();
        setTimeout(() => process.exit(0), handOverMs).unref();
        void agent.stop().then(() => process.exit(0));
      };
      process.once('SIGTERM', () => stop('SIGTERM'));
      process.once('SIGINT', () => stop('SIGINT'));
    });
}

/** FRR with static endpoints and no Lease needs no cluster. */
export function needsKubernetes({ services, lease }: AgentConfig): boolean {
  return lease !== undefined || services.some((service) => service.actuator !== 'frr' || !service.endpoints);
}
