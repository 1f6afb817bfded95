import { Prefix } from '../../../../lib/fleet/addresses/prefix';
import { familyOf } from '../../../../lib/fleet/addresses/address';
import type { InterfaceAddress } from '../../../../lib/fleet/model';
import type { BgpModel, BgpNeighbor, DynamicNeighbors, RouterModel } from '../../../../lib/routers/model/router-model';

/** `10.0.0.1/31` as an interface address. */
export function on(text: string): InterfaceAddress {
  const address = text.slice(0, text.indexOf('/'));
  return { family: familyOf(address), address, prefix: Prefix.parse(text) };
}

/** An iBGP session between loopbacks, with what a test changes. */
export function ibgpNeighbor(changes: Partial<BgpNeighbor> = {}): BgpNeighbor {
  return {
    kind: 'ibgp',
    family: 4,
    address: '10.255.1.2',
    localAddress: '10.255.1.1',
    remoteAs: 64500,
    description: 'isp-x/pe-1',
    timers: { holdMs: 3000, keepaliveMs: 1000 },
    gtsm: false,
    gshut: false,
    importPolicy: 'uplink-in',
    exportPolicy: 'uplink-out',
    nextHopSelf: false,
    reflectorClient: false,
    asOverride: false,
    allowAsIn: false,
    mraiMs: 0,
    ...changes,
  };
}

/** An uplink to a PE, with what a test changes. */
export function uplink(changes: Partial<BgpNeighbor> = {}): BgpNeighbor {
  return ibgpNeighbor({
    kind: 'uplink',
    address: '10.0.0.1',
    localAddress: '10.0.0.0',
    interface: 'up0',
    bfd: { intervalMs: 50, multiplier: 3 },
    password: { env: 'UPLINK_BGP' },
    gtsm: true,
    gshut: true,
    maxPrefix: 16,
    ...changes,
  });
}

/** The hosts' sessions of a border, with what a test changes. */
export function hostSessions(changes: Partial<DynamicNeighbors> = {}): DynamicNeighbors {
  return {
    name: 'hosts',
    family: 4,
    ranges: ['10.1.1.0/24'],
    known: ['10.1.1.11'],
    limit: 16,
    gracefulRestart: false,
    interface: 'hosts0',
    localAddress: '10.1.1.1',
    remoteAs: 64512,
    description: 'hosts of mec-1',
    timers: { holdMs: 3000, keepaliveMs: 1000 },
    gtsm: false,
    gshut: true,
    importPolicy: 'hosts-in',
    exportPolicy: 'nothing',
    maxPrefix: 8,
    ...changes,
  };
}

/** A border router with one uplink and hosts in a range, with what a test changes. */
export function border(changes: Partial<RouterModel> = {}, bgp: Partial<BgpModel> = {}): RouterModel {
  return {
    fullName: 'mec-1/border-1',
    name: 'border-1',
    owner: 'mec-1',
    role: 'border',
    dialect: 'bird',
    routerId: '10.255.0.1',
    loopbacks: [on('10.255.0.1/32')],
    interfaces: [
      { name: 'hosts0', purpose: 'hosts', description: 'hosts of mec-1', addresses: [on('10.1.1.1/24')] },
      { name: 'up0', purpose: 'uplink', description: 'isp-x/pe-1', addresses: [on('10.0.0.0/31')] },
    ],
    bgp: {
      as: 65001,
      neighbors: [uplink()],
      dynamic: [hostSessions()],
      originated: { prefixes: ['10.1.1.0/24'], whileConnected: false, policies: { 4: 'originated' } },
      multipath: true,
      comparesMed: true,
      ...bgp,
    },
    statics: ['10.1.1.11', '10.1.1.12'].map((via) => ({
      prefix: '203.0.113.10/32',
      via,
      interface: 'hosts0',
      distance: 250,
      description: 'last resort',
    })),
    prefixSets: [
      { name: 'vips', family: 4, entries: [{ prefix: '203.0.113.10/32' }] },
      { name: 'site', family: 4, entries: [{ prefix: '10.1.1.0/24' }] },
      { name: 'none', family: 4, entries: [] },
    ],
    policies: [
      { name: 'originated', family: 4, rules: [{ action: 'accept', prefixes: 'site' }] },
      { name: 'hosts-in', family: 4, rules: [{ action: 'accept', prefixes: 'vips' }] },
      { name: 'nothing', family: 4, rules: [] },
      { name: 'uplink-in', family: 4, rules: [{ action: 'refuse', prefixes: 'site' }, { action: 'accept' }] },
      {
        name: 'uplink-out',
        family: 4,
        rules: [
          { action: 'accept', prefixes: 'vips' },
          { action: 'accept', prefixes: 'site' },
        ],
      },
    ],
    bogons: [],
    ...changes,
  };
}
