import type { Family } from '../../fleet/addresses/address';

/** A set of prefixes, by name. */
export interface PrefixSet {
  readonly name: string;
  readonly family: Family;
  readonly entries: readonly PrefixMatch[];
}

/** A prefix with the lengths that match inside it. */
export interface PrefixMatch {
  readonly prefix: string;
  /** Shortest length that matches; default the prefix's own. */
  readonly minLength?: number;
  /** Longest length that matches; default the prefix's own. */
  readonly maxLength?: number;
}

/** A filter for routes received or sent on a session. What no rule takes is refused. */
export interface Policy {
  readonly name: string;
  readonly family: Family;
  readonly rules: readonly PolicyRule[];
}

/** One rule of a policy; the first whose match holds decides. */
export interface PolicyRule {
  readonly action: 'accept' | 'refuse';
  /** Name of a prefix set; absent: every prefix. */
  readonly prefixes?: string;
  /** A standard community that the route must carry, such as `65535:0`. */
  readonly community?: string;
  /** Local preference to set (RFC 4271 section 5.1.5). */
  readonly localPreference?: number;
}
