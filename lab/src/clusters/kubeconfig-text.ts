import { stringify } from 'yaml';

/** What a kubeconfig says. */
export interface KubeconfigOptions {
  /** Name of the cluster in it. */
  readonly name: string;
  /** Such as `https://198.18.0.1:6443`. */
  readonly server: string;
  /** Certificate(s) of the API server, PEM. */
  readonly ca: string;
  readonly token: string;
  /** Name that the certificate is checked for. @default - the host of `server` */
  readonly serverName?: string;
}

/** A kubeconfig of one cluster and one user. */
export function kubeconfigText({ name, server, ca, token, serverName }: KubeconfigOptions): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
          ...(serverName !== undefined && { 'tls-server-name': serverName }),
        },
      },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin' } }],
    'current-context': name,
  });
}
