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

/** A large community (RFC 8092): the AS that gives it its meaning, and two numbers of that AS. */
export type LargeCommunity = readonly [as: number, first: number, second: number];

/** The kinds of communities: RFC 1997, RFC 4360 and RFC 8092. */
export const communityKinds = ['standard', 'extended', 'large'] as const;
/** See {@link communityKinds}. */
export type CommunityKind = (typeof communityKinds)[number];

/** One rule of a policy; the first whose every match holds decides. */
export interface PolicyRule {
  readonly action: 'accept' | 'refuse';
  /** Name of a prefix set; absent: every prefix. */
  readonly prefixes?: string;
  /** AS paths of which the route must have one, whole and nearest AS first; absent: every path. */
  readonly asPaths?: readonly (readonly number[])[];
  /** AS with which the path of the route must not begin; a path that begins with a set of AS begins with none. */
  readonly firstAsOtherThan?: number;
  /** Number of AS that the path of the route must exceed; a set of AS counts once (RFC 4271 section 9.1.2.2). */
  readonly hopsAbove?: number;
  /** Number of communities of a kind that the route must exceed. */
  readonly communitiesAbove?: { readonly kind: CommunityKind; readonly count: number };
  /** Whether the AS at the end of the path must be one that may not announce the prefix: "invalid" of RFC 6811. @default false */
  readonly invalidOrigin?: true;
  /** A standard community that the route must carry, such as `65535:0`. */
  readonly community?: string;
  /** A large community that the route must carry. */
  readonly largeCommunity?: LargeCommunity;
  /** Local preference to set (RFC 4271 section 5.1.5). */
  readonly localPreference?: number;
  /** Metric among the ways into one AS to set (MULTI_EXIT_DISC, RFC 4271 section 5.1.4). */
  readonly med?: number;
  /** Whether the origin becomes IGP (RFC 4271 section 5.1.1), so that nobody gains or loses by it. @default false */
  readonly originIgp?: boolean;
  /** Whether all communities, standard, extended and large, are taken off but GRACEFUL_SHUTDOWN (RFC 8326). @default false */
  readonly stripCommunities?: boolean;
  /** Large community that the route carries from here on, alone. */
  readonly mark?: LargeCommunity;
}
