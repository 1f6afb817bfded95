import * as paths from './paths';
import * as prefixes from './prefixes';
import type { Practice } from './practice';
import * as registers from './registers';
import * as sessions from './sessions';
import * as sources from './sources';

/** Practices that are asked for together. */
export interface Profile {
  /** What it is called in words. */
  readonly title: string;
  /** What is asked, in the order of the list. */
  readonly practices: readonly Practice[];
}

/** What may be held against a fleet beside the rules, by the name that is asked for. A profile is a list: practices may be in several. */
export const profiles = {
  manrs: {
    title: 'MANRS for network operators, RFC 7454, RFC 8212, RFC 9234, BCP 38 and 84',
    practices: [
      sessions.ebgpPolicies,
      sessions.sessionRoles,
      prefixes.customerPrefixes,
      prefixes.ownAnnouncements,
      prefixes.specialPurposePrefixes,
      prefixes.tooSpecificPrefixes,
      prefixes.ownPrefixes,
      prefixes.exchangePrefixes,
      prefixes.defaultRoute,
      paths.originValidation,
      paths.firstAs,
      paths.ownAs,
      paths.nextHops,
      paths.communityScrubbing,
      sessions.maximumPrefixes,
      sessions.knownSpeakers,
      sessions.sessionAuthentication,
      sessions.ttlSecurity,
      sources.clientSources,
      sources.hostSources,
      sources.customerSources,
      sources.specialPurposeSources,
      registers.contacts,
      registers.registeredRoutes,
    ],
  },
} as const satisfies Readonly<Record<string, Profile>>;

/** See {@link profiles}. */
export type ProfileName = keyof typeof profiles;

/** The names of the profiles. */
export const profileNames = Object.keys(profiles) as readonly ProfileName[];

/** Every practice of a profile, each once. */
export const practices: readonly Practice[] = [...new Set(Object.values(profiles).flatMap((profile) => profile.practices))];
