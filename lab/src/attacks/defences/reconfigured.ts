import type { Undo } from '../../model/running-lab';
import { BirdRouter } from '../../routers/bird';
import { FrrRouter } from '../../routers/frr';
import type { RunningRouter } from '../../routers/running-router';

/** A change of a running configuration, as each daemon is told. */
export interface Change {
  /** FRR: what is typed, and what takes that back, made of the running configuration of bgpd. */
  readonly frr: (running: string) => { readonly off: readonly string[]; readonly on: readonly string[] };
  /** BIRD: the configuration without it, made of the one with it. */
  readonly bird: (text: string) => string;
}

/** Changes the running configuration of a router. @returns takes it back @throws Error if there was nothing to change */
export async function reconfigured(router: RunningRouter, { frr, bird }: Change): Promise<Undo> {
  if (router instanceof FrrRouter) {
    const { off, on } = frr(await router.command('show running-config'));
    await router.configure('bgpd', off);
    return () => router.configure('bgpd', on);
  }
  if (!(router instanceof BirdRouter)) throw new Error(`${router.name} runs neither FRR nor BIRD`);
  const before = router.text;
  const after = bird(before);
  if (after === before) throw new Error(`${router.name} does not have what is to be taken out`);
  await router.configure(after);
  return () => router.configure(before);
}

/** What FRR calls the neighbor: its address, or the group of hosts, whose range it is in. @throws Error if there is none */
export function peerIn(running: string, address: string): string {
  if (running.includes(`\n neighbor ${address} remote-as `)) return address;
  const group = /^ bgp listen range [\d.]+\/\d+ peer-group (\S+)$/m.exec(running)?.[1];
  if (group === undefined) throw new Error(`FRR has neither a neighbor ${address} nor a range of neighbors`);
  return group;
}

/** Lines of FRR within the IPv4 family of its BGP. @throws Error if it speaks none */
export function inFamily(running: string, lines: readonly string[]): string[] {
  const as = /^router bgp (\d+)/m.exec(running)?.[1];
  if (as === undefined) throw new Error('FRR speaks no BGP');
  return [`router bgp ${as}`, 'address-family ipv4 unicast', ...lines, 'exit-address-family', 'exit'];
}

/** Changes the block of BIRD's configuration that speaks with a neighbor: that of its address, or of the range of hosts. */
export function editBlock(text: string, address: string, edit: (block: string) => string): string {
  const blocks = text.split(/^(?=protocol )/m);
  const place = [`neighbor ${address} as`, 'neighbor range '].map((words) => blocks.findIndex((block) => block.includes(words)));
  const found = place.find((index) => index >= 0);
  return blocks.map((block, index) => (index === found ? edit(block) : block)).join('');
}
