import { apiServerDown } from './api-server-down';
import { appError } from './app-error';
import { appHang } from './app-hang';
import { appKill } from './app-kill';
import { bfdDaemonKill } from './bfd-daemon-kill';
import { bgpDaemonKill } from './bgp-daemon-kill';
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
import { podDelete } from './pod-delete';
import { rollingUpdate } from './rolling-update';
import { sitePowerOff } from './site-power-off';
import { speakerKill } from './speaker-kill';
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
