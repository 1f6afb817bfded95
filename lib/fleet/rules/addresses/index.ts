import type { Rule } from '../rule';
import { cacheOutOfReach } from './cache-out-of-reach';
import { duplicateAddress } from './duplicate-address';
import { duplicateRouterId } from './duplicate-router-id';
import { duplicateSiteNumber } from './duplicate-site-number';
import { familyMismatch } from './family-mismatch';
import { hostBitsSet } from './host-bits-set';
import { linkEndsNotInOneSubnet } from './link-ends-not-in-one-subnet';
import { networkTooSmall } from './network-too-small';
import { networksOverlap } from './networks-overlap';
import { noAddress } from './no-address';
import { noRouterId } from './no-router-id';
import { planTooSmall } from './plan-too-small';
import { rangeReversed } from './range-reversed';
import { unroutableNetwork } from './unroutable-network';
import { unusableAddress } from './unusable-address';
import { vipFamilyNotInHostNetwork } from './vip-family-not-in-host-network';
import { vipOutsidePools } from './vip-outside-pools';
import { vipUsedTwice } from './vip-used-twice';

/** Rules about addresses and prefixes. */
export const addressRules: readonly Rule[] = [
  cacheOutOfReach,
  duplicateAddress,
  duplicateRouterId,
  duplicateSiteNumber,
  familyMismatch,
  hostBitsSet,
  linkEndsNotInOneSubnet,
  networkTooSmall,
  networksOverlap,
  noAddress,
  noRouterId,
  planTooSmall,
  rangeReversed,
  unroutableNetwork,
  unusableAddress,
  vipFamilyNotInHostNetwork,
  vipOutsidePools,
  vipUsedTwice,
];
