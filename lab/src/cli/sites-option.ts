import { Option } from 'commander';
import type { Fleet } from 'anycast-mec';
import { unknownName } from '../usage/usage-error';

/** Declares `--sites mec-1,mec-2`: what of a fleet runs in a lab. */
export function sitesOption(what: string): Option {
  return new Option('--sites <names>', `${what}, separated by commas; default all`).argParser((text) =>
    text.split(',').filter(Boolean),
  );
}

/** @throws UsageError with the sites that there are, if one is named that the fleet has not */
export function refuseUnknownSites(fleet: Fleet, sites: readonly string[] = []): void {
  const unknown = sites.filter((site) => !fleet.sites.some(({ name }) => name === site));
  if (unknown.length)
    throw unknownName(
      'site',
      unknown.join("', '"),
      fleet.sites.map(({ name }) => name),
    );
}
