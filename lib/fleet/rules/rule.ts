import type { Severity } from '../findings/finding';
import type { DerivedModel, Service } from '../model';

/** One place at which a rule is broken. */
export interface Violation {
  /** Path in the description. */
  readonly path: string;
  readonly value?: unknown;
  /** What is wrong here, in one sentence with the names concerned. */
  readonly message: string;
  /** What is allowed here; default the rule's own. */
  readonly allowed?: string;
  /** What to do here; default the rule's own. */
  readonly remedy?: string;
  /** Default the rule's own. */
  readonly severity?: Severity;
}

/** A rule about one service whatever the rest of the fleet is: a construct of a service alone is held to it, too. */
export interface ServiceRule extends Rule {
  of(service: Service): Iterable<Violation>;
}

/** Makes a {@link ServiceRule} of what it finds at one service. */
export function serviceRule(rule: Omit<ServiceRule, 'check'>): ServiceRule {
  return {
    ...rule,
    *check(fleet) {
      for (const service of fleet.services) yield* rule.of(service);
    },
  };
}

/** A rule that every fleet is held to. One rule a file. */
export interface Rule {
  /** Stable id, kebab-case, by which it is acknowledged and explained. */
  readonly id: string;
  readonly severity: Severity;
  /** The rule in one sentence, as an obligation: "Every VIP lies in a pool." */
  readonly title: string;
  /** Why it exists, with the source (RFC, upstream file, measurement). */
  readonly explanation: string;
  readonly allowed: string;
  readonly remedy: string;
  /** True if it looks at the fleet as a whole, so that it says nothing sensible while parts of the description are unreadable or lead nowhere. */
  readonly needsWhole?: boolean;
  /** Parts of the description whose unreadable values make it keep silent, such as `networks` (anything in it) or `sites.*` (a whole site; `*` stands for one key): it would report what their absence causes. */
  readonly needs?: readonly string[];
  /** False if it may not be acknowledged: the result could not work at all. @default true */
  readonly acknowledgeable?: boolean;
  check(fleet: DerivedModel): Iterable<Violation>;
}
