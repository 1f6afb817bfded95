import type { BgpSessionModel, RouterModel } from '../routers/model/router-model';
import type { Policy } from '../routers/model/policy';
import type { Seen } from './practice';

/** What is at the other end of an eBGP session, as the router sees it. */
export type Other = 'provider' | 'customer' | 'peer' | 'hosts';

/** A session with another AS, or a range of them, at one of its ends. */
export interface ExternalSession {
  readonly router: RouterModel;
  readonly session: BgpSessionModel;
  readonly other: Other;
  /** Router, other end and family, for people. */
  readonly where: string;
  /** Whether paths with the own AS are accepted. */
  readonly allowAsIn: boolean;
  /** What is done with received routes, and with those that are sent; undefined where the policy that is named is not there. */
  readonly imports: Policy | undefined;
  readonly exports: Policy | undefined;
}

/** Sessions of these kinds are with another AS. */
const otherOf = { uplink: 'provider', site: 'customer', exchange: 'peer' } as const;

/** Every session with another AS that is of one of these; default all. */
export function* externalSessions({ routers }: Seen, of?: readonly Other[]): Generator<ExternalSession> {
  for (const router of routers) {
    for (const session of sessionsOf(router)) if (of?.includes(session.other) ?? true) yield session;
  }
}

function* sessionsOf(router: RouterModel): Generator<ExternalSession> {
  const policy = (name: string, session: BgpSessionModel) =>
    router.policies.find((candidate) => candidate.name === name && candidate.family === session.family);
  const both = (session: BgpSessionModel) => ({
    imports: policy(session.importPolicy, session),
    exports: policy(session.exportPolicy, session),
  });
  const where = (session: BgpSessionModel) => `${router.fullName} with ${session.description} (IPv${session.family})`;
  for (const session of router.bgp?.neighbors ?? []) {
    if (session.kind === 'ibgp' || session.kind === 'border') continue;
    const { allowAsIn } = session;
    yield { router, session, other: otherOf[session.kind], where: where(session), allowAsIn, ...both(session) };
  }
  for (const session of router.bgp?.dynamic ?? [])
    yield { router, session, other: 'hosts', where: where(session), allowAsIn: false, ...both(session) };
}
