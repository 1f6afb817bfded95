import type { Rule } from '../rule';
import { backboneIslands } from './backbone-islands';
import { borderLossLeavesNoPath } from './border-loss-leaves-no-path';
import { disconnectedNetwork } from './disconnected-network';
import { networkWithoutPe } from './network-without-pe';
import { noSiteOfLastResort } from './no-site-of-last-resort';
import { singleHostSite } from './single-host-site';
import { siteLossLeavesNoPath } from './site-loss-leaves-no-path';
import { siteServesNothing } from './site-serves-nothing';
import { siteWithoutUplink } from './site-without-uplink';
import { uplinkLossLeavesNoPath } from './uplink-loss-leaves-no-path';
import { vipFamilyWithoutUplink } from './vip-family-without-uplink';

/** Rules about paths, and what is left of them after a loss. */
export const pathRules: readonly Rule[] = [
  backboneIslands,
  borderLossLeavesNoPath,
  disconnectedNetwork,
  networkWithoutPe,
  noSiteOfLastResort,
  singleHostSite,
  siteLossLeavesNoPath,
  siteServesNothing,
  siteWithoutUplink,
  uplinkLossLeavesNoPath,
  vipFamilyWithoutUplink,
];
