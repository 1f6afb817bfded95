import type { Dialect } from 'anycast-mec';
import type { SpeakingHost } from '../../hosts/speaking-host';
import type { Undo } from '../../model/running-lab';
import type { RunningRouter } from '../../routers/running-router';
import type { Act, AtLevels } from '../fault';
import type { SitePlace } from '../target';

type Place = RunningRouter | (SitePlace & { readonly host: string });

/** A routing daemon that can be killed. */
interface Daemon {
  /** In words. */
  readonly what: string;
  /** Name of the program at a router, by its dialect. */
  readonly programs: Readonly<Record<Dialect, string>>;
  /** What kills it at a host. */
  readonly ofHost: Exclude<AtLevels<SitePlace>, { readonly everywhere: unknown }>;
}

/** Kills a routing daemon of a router or of a host; the undo starts it again. */
export function daemonKilled({ what, programs, ofHost }: Daemon): AtLevels<Place> {
  const killed =
    <Site>(atHost: Act<SitePlace, Site> | undefined): Act<Place, Site> =>
    async (place, at) => {
      if (!('site' in place)) return atRouter(place, programs[place.dialect]);
      if (!atHost) throw new Error(`${what} of a host cannot be killed at level ${at.lab.level}`);
      return { ...(await atHost(place, at)), detail: `${what} of ${place.host} killed` };
    };
  return { routers: killed(ofHost.routers), cluster: killed(ofHost.cluster) };
}

function atRouter(router: RunningRouter, daemon: string): ReturnType<Act<Place, unknown>> {
  return {
    detail: `${daemon} of ${router.name} killed`,
    inject: async (injection) => {
      injection.undo(async () => {
        // One without power starts all its daemons when it is given back.
        if (router.node.initPid !== undefined && !router.node.pidsOf(daemon).length) await router.startDaemon(daemon);
      });
      await router.killDaemon(daemon);
    },
  };
}

/** Kills the speaker that stands for MetalLB's at a host; the undo starts it again. */
export async function killBird({ node, speaker }: SpeakingHost, undo: (what: Undo) => void): Promise<void> {
  undo(async () => {
    if (node.initPid !== undefined && !node.pidsOf('bird').length) await speaker.daemon.startDaemon('bird');
  });
  await speaker.daemon.killDaemon('bird');
}
