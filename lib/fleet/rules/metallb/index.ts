import type { Rule } from '../rule';
import { bfdProfileAgainstBfd } from './bfd-profile-against-bfd';
import { bfdProfileInNativeMode } from './bfd-profile-in-native-mode';
import { clusterRangesOfOneFamily } from './cluster-ranges-of-one-family';
import { gracefulRestartInNativeMode } from './graceful-restart-in-native-mode';
import { ipv6RangesNotDescribed } from './ipv6-ranges-not-described';
import { ipv6VipInNativeMode } from './ipv6-vip-in-native-mode';
import { k3sServicelb } from './k3s-servicelb';
import { localAsInNativeMode } from './local-as-in-native-mode';
import { localAsOfHosts } from './local-as-of-hosts';
import { peerOptionsDroppedByFrrK8s } from './peer-options-dropped-by-frr-k8s';
import { podRangeSize } from './pod-range-size';
import { serviceRangeSize } from './service-range-size';
import { singleNodeKubeadmExcluded } from './single-node-kubeadm-excluded';
import { siteCannotAnnounce } from './site-cannot-announce';
import { vipFamilyNotInCluster } from './vip-family-not-in-cluster';
import { vipsInTwoPools } from './vips-in-two-pools';

/** Rules about MetalLB and the clusters it runs in. */
export const metallbRules: readonly Rule[] = [
  bfdProfileAgainstBfd,
  bfdProfileInNativeMode,
  clusterRangesOfOneFamily,
  gracefulRestartInNativeMode,
  ipv6RangesNotDescribed,
  ipv6VipInNativeMode,
  k3sServicelb,
  localAsInNativeMode,
  localAsOfHosts,
  peerOptionsDroppedByFrrK8s,
  podRangeSize,
  serviceRangeSize,
  singleNodeKubeadmExcluded,
  siteCannotAnnounce,
  vipFamilyNotInCluster,
  vipsInTwoPools,
];
