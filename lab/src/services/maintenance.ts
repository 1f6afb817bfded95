import type { Route } from 'anycast-mec/contract';

/** How a service can be announced less: with GRACEFUL_SHUTDOWN, or not at all. */
export type Maintenance = 'drain' | 'withdraw';

/**
 * What several faults ask of one announcement: each is taken back by itself, and what is left holds. Who asked first does not matter: where
 * one withdraws nothing is announced.
 */
export class MaintenanceRequests {
  private readonly asked = new Map<string, Maintenance[]>();

  /**
   * Adds a request or takes one back; one that is not there is not taken back.
   *
   * @param what announcement that is meant, such as the name of a service
   * @returns how it is to be announced now
   */
  public change(what: string, maintenance: Maintenance, on: boolean): Route {
    const requests = [...(this.asked.get(what) ?? [])];
    const place = requests.indexOf(maintenance);
    if (on) requests.push(maintenance);
    else if (place >= 0) requests.splice(place, 1);
    this.asked.set(what, requests);
    if (requests.includes('withdraw')) return 'withdrawn';
    return requests.length ? 'drained' : 'announced';
  }
}
