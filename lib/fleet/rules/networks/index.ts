import type { Rule } from '../rule';
import { birdCannotLdp } from './bird-cannot-ldp';
import { exchangeMemberTwice } from './exchange-member-twice';
import { exchangeOfOneNetwork } from './exchange-of-one-network';
import { exchangeWithPRouter } from './exchange-with-p-router';
import { familyNotCarried } from './family-not-carried';
import { interfaceUsedTwice } from './interface-used-twice';
import { ipv6OverMpls } from './ipv6-over-mpls';
import { linkWithItself } from './link-with-itself';
import { uplinkToPRouter } from './uplink-to-p-router';

/** Rules about backbones, exchanges and their routers. */
export const networkRules: readonly Rule[] = [
  birdCannotLdp,
  exchangeMemberTwice,
  exchangeOfOneNetwork,
  exchangeWithPRouter,
  familyNotCarried,
  interfaceUsedTwice,
  ipv6OverMpls,
  linkWithItself,
  uplinkToPRouter,
];
