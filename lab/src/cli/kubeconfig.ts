import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { labFolder } from '../keeper/folder';
import type { KubeconfigAnswer } from '../keeper/calls/kubeconfig';
import type { LabClient } from '../keeper/client';

/** A way to a site's API server from outside of the lab. */
export interface ApiWay {
  /** For an administrator, with the address at which {@link openWay} listens. */
  readonly kubeconfig: string;
  /** Port of 127.0.0.1. */
  readonly port: number;
  /** Closes it. */
  close(): void;
}

/**
 * Opens a port of 127.0.0.1 behind which is a site's API server. Who connects to it still needs the token of the kubeconfig.
 *
 * @param port @default - a free one
 * @throws Error if the port is taken, there is no such site or the lab has no clusters
 */
export async function openWay(lab: LabClient, site: string, port = 0): Promise<ApiWay> {
  const { socket } = (await lab.call('kubeconfig', { site })) as KubeconfigAnswer;
  const server = createServer((outside) => {
    const inside = connect(join(labFolder(lab.name), socket));
    outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
    inside.on('error', () => outside.destroy()).on('close', () => outside.destroy());
    outside.pipe(inside).pipe(outside);
  });
  const listening = await listen(server, port);
  const asked = { site, server: `https://127.0.0.1:${listening}` };
  const { kubeconfig } = (await lab.call('kubeconfig', asked)) as KubeconfigAnswer;
  return { kubeconfig, port: listening, close: () => void server.close() };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
