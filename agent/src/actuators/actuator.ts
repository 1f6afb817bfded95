import type { Route, ServiceConfig } from 'anycast-mec/contract';

/** A VIP's route: of the whole site, or of one host. */
export interface RouteTarget {
  readonly service: ServiceConfig;
  /** Absent: the whole site. */
  readonly host?: string;
}

/** What brings routes about. Each call may be repeated; success is what {@link observe} sees, not that a call returned. */
export interface Actuator {
  /** Announced without restriction. */
  announce(target: RouteTarget): Promise<void>;
  /** Announced with GRACEFUL_SHUTDOWN, where that can be expressed. */
  drain(target: RouteTarget): Promise<void>;
  /** Not announced. */
  withdraw(target: RouteTarget): Promise<void>;
  /** The route as it is seen; undefined: it cannot be seen now. */
  observe(target: RouteTarget): Route | undefined;
  /** Forgets what was wanted of a service: the next call starts from what is found. */
  forget(service: ServiceConfig): void;
  /** Whether single hosts can be withdrawn. */
  readonly hasHostRoutes: boolean;
}

/** Brings a route about by the call that belongs to it. */
export function bringAbout(actuator: Actuator, target: RouteTarget, route: Route): Promise<void> {
  switch (route) {
    case 'announced':
      return actuator.announce(target);
    case 'drained':
      return actuator.drain(target);
    case 'withdrawn':
      return actuator.withdraw(target);
  }
}
