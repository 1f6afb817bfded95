import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { z } from 'zod';
import { siteOf } from '../../faults/target';
import { labCall } from '../call';

/** How a site's API server is reached from outside of the lab. */
export interface KubeconfigAnswer {
  readonly kubeconfig: string;
  /** Socket in the lab's folder behind which the API server is. */
  readonly socket: string;
}

/** The kubeconfig of an administrator of a site, for a server address of the caller's choice. */
export const kubeconfig = labCall({
  name: 'kubeconfig',
  input: z.strictObject({ site: z.string(), server: z.string().exactOptional() }),
  run: async (lab, { site: name, server }): Promise<KubeconfigAnswer> => {
    const site = siteOf(lab, name);
    const cluster = site.cluster?.();
    if (!cluster) throw new Error(`at level ${lab.level} sites are no clusters`);
    const socket = `api-${name}.sock`;
    // The keeper's folder is that of the lab outside, whatever is mounted over /run here.
    if (!existsSync(socket)) await relay(socket, cluster.address, cluster.port);
    return { kubeconfig: cluster.kubeconfig(server), socket };
  },
});

function relay(socket: string, host: string, port: number): Promise<void> {
  const server = createServer((outside) => {
    const inside = connect(port, host);
    outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
    inside.on('error', () => outside.destroy()).on('close', () => outside.destroy());
    outside.pipe(inside).pipe(outside);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
}
