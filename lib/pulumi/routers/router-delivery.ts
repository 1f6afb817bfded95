import * as pulumi from '@pulumi/pulumi';
import type { RenderedRouter } from '../../routers';
import { deliveryScript } from './delivery-script';

/** How a router is reached. The key stays secret in the state. */
export interface RouterConnection {
  readonly host: pulumi.Input<string>;
  /** @default 22 */
  readonly port?: pulumi.Input<number>;
  /** It needs the right to change the daemon's file and to speak to the daemon. @default 'root' */
  readonly user?: pulumi.Input<string>;
  /** Private key, PEM. @default - the SSH agent of the machine that runs Pulumi */
  readonly privateKey?: pulumi.Input<string>;
  /** Public host key, as in known_hosts without the name. @default - the host is not verified */
  readonly hostKey?: pulumi.Input<string>;
}

/** Router files that the stack delivers over SSH. */
export interface RouterDelivery {
  /** By name of the border router; those not named are left alone. */
  readonly connections: Readonly<Record<string, RouterConnection>>;
  /** Seconds in which the sessions that were established must be so again; else the router returns to the file before. @default 60 */
  readonly returnAfterSeconds?: number;
}

/** Version of the plugin `command` that the inputs below belong to. */
const commandVersion = '1.2.1';
/** The file of each dialect that is delivered: the routing daemon's. */
const daemonFile = { frr: 'frr.conf', bird: 'bird.conf' } as const;

/** `command:remote:Command` of Pulumi's plugin `command`; its SDK is not needed for it. */
class RemoteCommand extends pulumi.CustomResource {
  public constructor(
    name: string,
    inputs: Readonly<Record<string, pulumi.Input<unknown>>>,
    options: pulumi.CustomResourceOptions,
  ) {
    super(
      'command:remote:Command',
      name,
      { stdout: undefined, stderr: undefined, ...inputs },
      { version: commandVersion, ...options },
    );
  }
}

/**
 * Delivers the routing daemon's file to border routers: copied, judged by the daemon's own check (`frr-reload.py --test`, `bird -p`),
 * brought into force, verified; the router itself returns to the file before when sessions do not come back. Kernel settings, the
 * packet filter and the files of keepalived are not delivered. A router that is taken out of the program keeps its file.
 *
 * @param after what must be deployed first: the sessions of the hosts
 */
export function deliverRouters(
  prefix: string,
  routers: readonly RenderedRouter[],
  delivery: RouterDelivery,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): void {
  for (const router of routers) {
    const connection = delivery.connections[router.name];
    const file = router.files.find(({ path }) => path === daemonFile[router.dialect]);
    if (!connection || !file) continue;
    const script = deliveryScript(router.dialect, delivery.returnAfterSeconds ?? 60);
    const { host, port = 22, user = 'root', privateKey, hostKey } = connection;
    new RemoteCommand(
      `${prefix}/${router.name}`,
      {
        connection: pulumi.secret({
          ...{ host, port, user },
          ...(privateKey !== undefined && { privateKey }),
          ...(hostKey !== undefined && { hostKey }),
        }),
        create: script,
        update: script,
        // Passwords of sessions stand in it.
        stdin: pulumi.secret(Buffer.from(file.content).toString('base64')),
        logging: 'stderr',
      },
      { parent, dependsOn: [...after] },
    );
  }
}
