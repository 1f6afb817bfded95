import { unknownName } from '../usage/usage-error';
import { apiServerDown } from './daemons/api-server-down';
import { appError } from './application/app-error';
import { appHang } from './application/app-hang';
import { appKill } from './application/app-kill';
import { bfdDaemonKill } from './daemons/bfd-daemon-kill';
import { bgpDaemonKill } from './daemons/bgp-daemon-kill';
import { borderPowerOff } from './power/border-power-off';
import { drain } from './announcement/drain';
import { exchangeLoss } from './cables/exchange-loss';
import type { Fault } from './fault';
import { hostNetworkLoss } from './cables/host-network-loss';
import { hostPowerOff } from './power/host-power-off';
import { linkCut } from './cables/link-cut';
import { linkSilent } from './cables/link-silent';
import { loss } from './cables/loss';
import { partition } from './cables/partition';
import { podDelete } from './application/pod-delete';
import { rollingUpdate } from './application/rolling-update';
import { sitePowerOff } from './power/site-power-off';
import { speakerKill } from './daemons/speaker-kill';
import { withdraw } from './announcement/withdraw';

/** Every fault, in the order of the help: one a file. */
export const faults: readonly Fault[] = [
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

/** The fault of a verb. @throws UsageError with those that there are */
export function faultOf(verb: string): Fault {
  const found = faults.find(({ name }) => name === verb);
  if (!found)
    throw unknownName(
      'fault',
      verb,
      faults.map(({ name }) => name),
    );
  return found;
}
