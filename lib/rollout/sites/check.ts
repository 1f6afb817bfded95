import { execFile } from 'node:child_process';
import type { Site } from '../../fleet/model';

/** How long a check may take, ms. */
const limitMs = 30_000;

/**
 * Asks an operator's own program whether a site is healthy, such as whether a client there gets an answer. It is called with the name
 * of the site, and finds the VIPs in `ANYCAST_MEC_VIPS`, separated by commas.
 *
 * @returns what is wrong; undefined if it ended with 0
 */
export function runCheck(program: string, site: Site): Promise<string | undefined> {
  const vips = site.services.flatMap((service) => service.vips.map(({ address }) => address)).join(',');
  const env = { ...process.env, ANYCAST_MEC_SITE: site.name, ANYCAST_MEC_VIPS: vips };
  return new Promise((resolve) => {
    execFile(program, [site.name], { env, timeout: limitMs }, (error, stdout, stderr) => {
      const said = (stderr || stdout).trim().split('\n').at(-1);
      resolve(error ? `check ${program}: ${said || error.message}` : undefined);
    });
  });
}
