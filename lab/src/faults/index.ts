import { apiServerDown } from './cluster/api-server-down';
import { appError } from './cluster/app-error';
import { appHang } from './cluster/app-hang';
import { appKill } from './cluster/app-kill';
import { bfdDaemonKill } from './cluster/bfd-daemon-kill';
import { bgpDaemonKill } from './cluster/bgp-daemon-kill';
import { borderPowerOff } from './border-power-off';
import { drain } from './drain';
import type { FaultVerb } from './verb';
import { exchangeLoss } from './exchange-loss';
import { hostNetworkLoss } from './host-network-loss';
import { hostPowerOff } from './host-power-off';
import { linkCut } from './link-cut';
import { linkSilent } from './link-silent';
import { loss } from './loss';
import { partition } from './partition';
import { podDelete } from './cluster/pod-delete';
import { rollingUpdate } from './cluster/rolling-update';
import { sitePowerOff } from './site-power-off';
import { speakerKill } from './cluster/speaker-kill';
import { withdraw } from './withdraw';

/** Every fault, in the order of the help: one a file. */
export const faultVerbs: readonly FaultVerb[] = [
  drain,
  withdraw,
  appKill,
  appHang,
  appError,
  podDelete,
  rollingUpdate,
  speakerKill,
  hostPowerOff,
  hostNetworkLoss,
  linkCut,
  linkSilent,
  loss,
  bgpDaemonKill,
  bfdDaemonKill,
  borderPowerOff,
  exchangeLoss,
  apiServerDown,
  partition,
  sitePowerOff,
];
