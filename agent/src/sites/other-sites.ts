import type { ServiceConfig } from 'anycast-mec/contract';
import type { ReadText } from './json-request';
import { OutsideView } from './outside-view';
import { SiteLooks } from './site-looks';

/** The other sites of a service: what they say of themselves, and whether they see this one. */
export class OtherSites {
  public readonly looks: SiteLooks;
  public readonly outside = new OutsideView();

  /** @param read asks an agent @param onLook a look has ended */
  public constructor(service: ServiceConfig, ownSite: string, read: ReadText, onLook: () => void) {
    this.looks = new SiteLooks(service, ownSite, read, onLook);
  }

  /**
   * Looks again, unless the last look is recent.
   *
   * @param now monotonic, ms
   * @returns whether others began or ceased to see this site
   */
  public lookAround(now: number): boolean {
    this.looks.lookSteadily(now);
    return this.outside.take(this.looks.all, now);
  }
}
