import type { Fleet, FleetDescription, Given } from '../../fleet';
import type { SecretResolver } from '../../routers';
import type { SiteProgram } from '../../synth';
import type { BridgeOptions } from '../bridge/register';
import type { RouterDelivery } from '../routers/router-delivery';
import type { SiteCluster } from './cluster';

/** Arguments of a {@link MecSite}. */
export interface MecSiteArgs extends BridgeOptions {
  /** The fleet, or where it is described. */
  readonly fleet: Fleet | Given<FleetDescription> | string;
  /** Name of the site. */
  readonly site: string;
  /** What runs there. @default - everything that the fleet describes */
  readonly program?: SiteProgram;
  /** How its cluster is reached. @default - the provider in the options of the component */
  readonly cluster?: SiteCluster;
  /** Gives the passwords, or puts a placeholder in their place. @default - environment, and files relative to the fleet's */
  readonly secrets?: SecretResolver | 'placeholder';
  /** Border routers whose daemon's file the stack delivers over SSH, by Pulumi's plugin `command`. @default - none */
  readonly routers?: RouterDelivery;
}
