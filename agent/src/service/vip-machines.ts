import { canDrain } from 'anycast-mec/contract';
import type { ServiceConfig } from 'anycast-mec/contract';
import type { MachinePolicy } from '../state';
import { VipMachine } from './vip-machine';

/** The machines of a service: that of the site, and one for each host that ever had an endpoint. */
export class VipMachines {
  public readonly site: VipMachine;
  public readonly hosts = new Map<string, VipMachine>();
  /** How the machine of the site moves. */
  public readonly policy: MachinePolicy;

  public constructor(private readonly service: ServiceConfig) {
    const { timing, probe, guards } = service;
    // What cannot drain has nothing to wait for.
    const hardDrainMs = canDrain(service) ? timing.hardDrainMs : 0;
    this.policy = { ...timing, hardDrainMs, rise: probe.rise, tieBreakMs: guards.tieBreakMs };
    this.site = new VipMachine({ service }, this.policy);
  }

  /** The machine of the site, and those of its hosts. */
  public get all(): VipMachine[] {
    return [this.site, ...this.hosts.values()];
  }

  /** Gives a host its machine, if it has none. Returns whether it had none. */
  public addHost(host: string): boolean {
    if (this.hosts.has(host)) return false;
    // A host that died is withdrawn at once while others serve: nobody needs to look for another path then.
    this.hosts.set(host, new VipMachine({ service: this.service, host }, { ...this.policy, hardDrainMs: 0 }));
    return true;
  }
}
