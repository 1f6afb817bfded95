import type { Rule } from './rule';
import { backboneIslands } from './backbone-islands';
import { bfdIntervalTooShort } from './bfd-interval-too-short';
import { bfdProfileInNativeMode } from './bfd-profile-in-native-mode';
import { bfdSlowerThanPromise } from './bfd-slower-than-promise';
import { birdCannotLdp } from './bird-cannot-ldp';
import { borderLossLeavesNoPath } from './border-loss-leaves-no-path';
import { clusterPolicyWithPerClientLimit } from './cluster-policy-with-per-client-limit';
import { disconnectedNetwork } from './disconnected-network';
import { documentationAs } from './documentation-as';
import { duplicateAddress } from './duplicate-address';
import { duplicateName } from './duplicate-name';
import { duplicateRouterId } from './duplicate-router-id';
import { duplicateSiteNumber } from './duplicate-site-number';
import { ebgpEqualAs } from './ebgp-equal-as';
import { familyMismatch } from './family-mismatch';
import { fourByteAsTowardsTwoBytePeer } from './four-byte-as-towards-two-byte-peer';
import { gracefulRestartInNativeMode } from './graceful-restart-in-native-mode';
import { gracefulRestartWithFastPromise } from './graceful-restart-with-fast-promise';
import { holdTimeTooShort } from './hold-time-too-short';
import { hostBitsSet } from './host-bits-set';
import { ipv6OverMpls } from './ipv6-over-mpls';
import { ipv6VipInNativeMode } from './ipv6-vip-in-native-mode';
import { k3sServicelb } from './k3s-servicelb';
import { keepaliveTooLong } from './keepalive-too-long';
import { linkEndsNotInOneSubnet } from './link-ends-not-in-one-subnet';
import { localAsInNativeMode } from './local-as-in-native-mode';
import { maxPrefixTooSmall } from './max-prefix-too-small';
import { networkWithoutPe } from './network-without-pe';
import { noAddress } from './no-address';
import { noSiteOfLastResort } from './no-site-of-last-resort';
import { passwordInClear } from './password-in-clear';
import { passwordInvalid } from './password-invalid';
import { peerOptionsDroppedByFrrK8s } from './peer-options-dropped-by-frr-k8s';
import { planTooSmall } from './plan-too-small';
import { poolOverlapsNetwork } from './pool-overlaps-network';
import { poolsOverlap } from './pools-overlap';
import { promiseBelowDebounce } from './promise-below-debounce';
import { promiseNotKept } from './promise-not-kept';
import { rangeReversed } from './range-reversed';
import { reservedAs } from './reserved-as';
import { routeReflectorUnknown } from './route-reflector-unknown';
import { sharedSiteAs } from './shared-site-as';
import { singleHostSite } from './single-host-site';
import { singleNodeKubeadmExcluded } from './single-node-kubeadm-excluded';
import { siteLossLeavesNoPath } from './site-loss-leaves-no-path';
import { siteServesNothing } from './site-serves-nothing';
import { siteWithoutUplink } from './site-without-uplink';
import { twoVipsOfOneFamily } from './two-vips-of-one-family';
import { unknownReference } from './unknown-reference';
import { uplinkLossLeavesNoPath } from './uplink-loss-leaves-no-path';
import { uplinkToPRouter } from './uplink-to-p-router';
import { vipOutsidePools } from './vip-outside-pools';
import { vipUsedTwice } from './vip-used-twice';
import { workloadAndSelector } from './workload-and-selector';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  backboneIslands,
  bfdIntervalTooShort,
  bfdProfileInNativeMode,
  bfdSlowerThanPromise,
  birdCannotLdp,
  borderLossLeavesNoPath,
  clusterPolicyWithPerClientLimit,
  disconnectedNetwork,
  documentationAs,
  duplicateAddress,
  duplicateName,
  duplicateRouterId,
  duplicateSiteNumber,
  ebgpEqualAs,
  familyMismatch,
  fourByteAsTowardsTwoBytePeer,
  gracefulRestartInNativeMode,
  gracefulRestartWithFastPromise,
  holdTimeTooShort,
  hostBitsSet,
  ipv6OverMpls,
  ipv6VipInNativeMode,
  k3sServicelb,
  keepaliveTooLong,
  linkEndsNotInOneSubnet,
  localAsInNativeMode,
  maxPrefixTooSmall,
  networkWithoutPe,
  noAddress,
  noSiteOfLastResort,
  passwordInClear,
  passwordInvalid,
  peerOptionsDroppedByFrrK8s,
  planTooSmall,
  poolOverlapsNetwork,
  poolsOverlap,
  promiseBelowDebounce,
  promiseNotKept,
  rangeReversed,
  reservedAs,
  routeReflectorUnknown,
  sharedSiteAs,
  singleHostSite,
  singleNodeKubeadmExcluded,
  siteLossLeavesNoPath,
  siteServesNothing,
  siteWithoutUplink,
  twoVipsOfOneFamily,
  unknownReference,
  uplinkLossLeavesNoPath,
  uplinkToPRouter,
  vipOutsidePools,
  vipUsedTwice,
  workloadAndSelector,
];
