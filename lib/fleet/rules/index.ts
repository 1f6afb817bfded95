import type { Rule, ServiceRule } from './rule';
import { backboneIslands } from './paths/backbone-islands';
import { bfdIntervalTooShort } from './timers/bfd-interval-too-short';
import { bfdProfileAgainstBfd } from './metallb/bfd-profile-against-bfd';
import { bfdProfileInNativeMode } from './metallb/bfd-profile-in-native-mode';
import { bfdSlowerThanPromise } from './timers/bfd-slower-than-promise';
import { birdCannotLdp } from './networks/bird-cannot-ldp';
import { borderLossLeavesNoPath } from './paths/border-loss-leaves-no-path';
import { agentConfigurationTooBig } from './services/agent-configuration-too-big';
import { certificateWithoutName } from './services/certificate-without-name';
import { clusterPolicyWithPerClientLimit } from './services/cluster-policy-with-per-client-limit';
import { clusterRangesOfOneFamily } from './metallb/cluster-ranges-of-one-family';
import { disconnectedNetwork } from './paths/disconnected-network';
import { documentationAs } from './sessions/documentation-as';
import { drainNotHonoured } from './sessions/drain-not-honoured';
import { duplicateAddress } from './addresses/duplicate-address';
import { duplicateName } from './names/duplicate-name';
import { duplicatePort } from './services/duplicate-port';
import { duplicateRouterId } from './addresses/duplicate-router-id';
import { duplicateSiteNumber } from './addresses/duplicate-site-number';
import { ebgpEqualAs } from './sessions/ebgp-equal-as';
import { familyNotCarried } from './networks/family-not-carried';
import { familyMismatch } from './addresses/family-mismatch';
import { fourByteAsTowardsTwoBytePeer } from './sessions/four-byte-as-towards-two-byte-peer';
import { gracefulRestartInNativeMode } from './metallb/graceful-restart-in-native-mode';
import { gracefulRestartWithFastPromise } from './timers/graceful-restart-with-fast-promise';
import { healthCannotSee } from './services/health-cannot-see';
import { healthOfTwoKinds } from './services/health-of-two-kinds';
import { healthTiming } from './services/health-timing';
import { holdTimeTooShort } from './timers/hold-time-too-short';
import { hostBitsSet } from './addresses/host-bits-set';
import { exchangeMemberTwice } from './networks/exchange-member-twice';
import { exchangeOfOneNetwork } from './networks/exchange-of-one-network';
import { exchangeWithPRouter } from './networks/exchange-with-p-router';
import { interfaceUsedTwice } from './networks/interface-used-twice';
import { ipv6OverMpls } from './networks/ipv6-over-mpls';
import { ipv6RangesNotDescribed } from './metallb/ipv6-ranges-not-described';
import { ipv6VipInNativeMode } from './metallb/ipv6-vip-in-native-mode';
import { k3sServicelb } from './metallb/k3s-servicelb';
import { keepaliveAboveHold } from './timers/keepalive-above-hold';
import { keepaliveTooLong } from './timers/keepalive-too-long';
import { linkEndsNotInOneSubnet } from './addresses/link-ends-not-in-one-subnet';
import { linkWithItself } from './networks/link-with-itself';
import { localAsInNativeMode } from './metallb/local-as-in-native-mode';
import { localAsOfHosts } from './metallb/local-as-of-hosts';
import { maxPrefixTooSmall } from './sessions/max-prefix-too-small';
import { namespaceOfOthers } from './names/namespace-of-others';
import { networkTooSmall } from './addresses/network-too-small';
import { networkWithoutPe } from './paths/network-without-pe';
import { networksOverlap } from './addresses/networks-overlap';
import { noAddress } from './addresses/no-address';
import { noRouterId } from './addresses/no-router-id';
import { noSiteOfLastResort } from './paths/no-site-of-last-resort';
import { objectNameTaken } from './names/object-name-taken';
import { oldName } from './names/old-name';
import { ownAsInPath } from './sessions/own-as-in-path';
import { passwordInClear } from './sessions/password-in-clear';
import { passwordInvalid } from './sessions/password-invalid';
import { peerOptionsDroppedByFrrK8s } from './metallb/peer-options-dropped-by-frr-k8s';
import { planTooSmall } from './addresses/plan-too-small';
import { portsInTwoForms } from './services/ports-in-two-forms';
import { podRangeSize } from './metallb/pod-range-size';
import { promiseBelowDebounce } from './timers/promise-below-debounce';
import { promiseNotKept } from './timers/promise-not-kept';
import { rangeReversed } from './addresses/range-reversed';
import { rateLimitNotHttp } from './services/rate-limit-not-http';
import { reservedAs } from './sessions/reserved-as';
import { routeReflectorUnknown } from './names/route-reflector-unknown';
import { serviceWithoutBackend } from './services/service-without-backend';
import { sessionWithoutPassword } from './sessions/session-without-password';
import { sharedSiteAs } from './sessions/shared-site-as';
import { singleHostSite } from './paths/single-host-site';
import { singleNodeKubeadmExcluded } from './metallb/single-node-kubeadm-excluded';
import { serviceRangeSize } from './metallb/service-range-size';
import { siteCannotAnnounce } from './metallb/site-cannot-announce';
import { siteLossLeavesNoPath } from './paths/site-loss-leaves-no-path';
import { siteServesNothing } from './paths/site-serves-nothing';
import { siteWithoutUplink } from './paths/site-without-uplink';
import { targetPortNotOfWorkload } from './services/target-port-not-of-workload';
import { twoVipsOfOneFamily } from './services/two-vips-of-one-family';
import { unknownReference } from './names/unknown-reference';
import { unroutableNetwork } from './addresses/unroutable-network';
import { unusableAddress } from './addresses/unusable-address';
import { uplinkLossLeavesNoPath } from './paths/uplink-loss-leaves-no-path';
import { uplinkToPRouter } from './networks/uplink-to-p-router';
import { vipFamilyNotInCluster } from './metallb/vip-family-not-in-cluster';
import { vipFamilyNotInHostNetwork } from './addresses/vip-family-not-in-host-network';
import { vipFamilyWithoutUplink } from './paths/vip-family-without-uplink';
import { vipsInTwoPools } from './metallb/vips-in-two-pools';
import { vipOutsidePools } from './addresses/vip-outside-pools';
import { vipUsedTwice } from './addresses/vip-used-twice';
import { workloadAndSelector } from './services/workload-and-selector';

const byId: readonly Rule[] = [
  agentConfigurationTooBig,
  backboneIslands,
  bfdIntervalTooShort,
  bfdProfileAgainstBfd,
  bfdProfileInNativeMode,
  bfdSlowerThanPromise,
  birdCannotLdp,
  borderLossLeavesNoPath,
  certificateWithoutName,
  clusterPolicyWithPerClientLimit,
  clusterRangesOfOneFamily,
  disconnectedNetwork,
  documentationAs,
  drainNotHonoured,
  duplicateAddress,
  duplicateName,
  duplicatePort,
  duplicateRouterId,
  duplicateSiteNumber,
  ebgpEqualAs,
  exchangeMemberTwice,
  exchangeOfOneNetwork,
  exchangeWithPRouter,
  familyMismatch,
  familyNotCarried,
  fourByteAsTowardsTwoBytePeer,
  gracefulRestartInNativeMode,
  gracefulRestartWithFastPromise,
  healthCannotSee,
  healthOfTwoKinds,
  healthTiming,
  holdTimeTooShort,
  hostBitsSet,
  interfaceUsedTwice,
  ipv6OverMpls,
  ipv6RangesNotDescribed,
  ipv6VipInNativeMode,
  k3sServicelb,
  keepaliveAboveHold,
  keepaliveTooLong,
  linkEndsNotInOneSubnet,
  linkWithItself,
  localAsInNativeMode,
  localAsOfHosts,
  maxPrefixTooSmall,
  namespaceOfOthers,
  networkTooSmall,
  networkWithoutPe,
  networksOverlap,
  noAddress,
  noRouterId,
  noSiteOfLastResort,
  objectNameTaken,
  oldName,
  ownAsInPath,
  passwordInClear,
  passwordInvalid,
  peerOptionsDroppedByFrrK8s,
  planTooSmall,
  portsInTwoForms,
  podRangeSize,
  promiseBelowDebounce,
  promiseNotKept,
  rangeReversed,
  rateLimitNotHttp,
  reservedAs,
  routeReflectorUnknown,
  serviceRangeSize,
  serviceWithoutBackend,
  sessionWithoutPassword,
  sharedSiteAs,
  singleHostSite,
  singleNodeKubeadmExcluded,
  siteCannotAnnounce,
  siteLossLeavesNoPath,
  siteServesNothing,
  siteWithoutUplink,
  targetPortNotOfWorkload,
  twoVipsOfOneFamily,
  unknownReference,
  unroutableNetwork,
  unusableAddress,
  uplinkLossLeavesNoPath,
  uplinkToPRouter,
  vipFamilyNotInCluster,
  vipFamilyNotInHostNetwork,
  vipFamilyWithoutUplink,
  vipOutsidePools,
  vipUsedTwice,
  vipsInTwoPools,
  workloadAndSelector,
];

/** Every rule. Those about the fleet as a whole come last: what they find may follow from what others find. */
export const rules: readonly Rule[] = [...byId.filter((rule) => !rule.needsWhole), ...byId.filter((rule) => rule.needsWhole)];

/** Those that look at one service alone, and whose violation leaves it without use. */
export const serviceRules: readonly ServiceRule[] = rules.filter(
  (rule): rule is ServiceRule => 'of' in rule && rule.severity === 'error' && rule.acknowledgeable === false,
);
