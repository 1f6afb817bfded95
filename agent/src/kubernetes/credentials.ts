import { existsSync, readFileSync, statSync } from 'node:fs';
import type { ApiAccess } from 'anycast-mec/clients';
import type { AgentConfig } from 'anycast-mec/contract';

/** Where a pod finds its service account (Kubernetes, "Accessing the API from a Pod"). */
const mounted = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The credentials of the configuration, else those of the pod.
 *
 * @throws Error if there are none
 */
export function credentials({ server, tokenFile, caFile }: AgentConfig['kubernetes']): ApiAccess {
  const host = process.env['KUBERNETES_SERVICE_HOST'];
  const port = process.env['KUBERNETES_SERVICE_PORT'] ?? '443';
  const url = server ?? (host === undefined ? undefined : `https://${host.includes(':') ? `[${host}]` : host}:${port}`);
  if (url === undefined) {
    throw new Error(
      'kubernetes.server = nothing: allowed: the URL of an API server, or a pod with a service account; remedy: give it, or run in a cluster',
    );
  }
  const authority = caFile ?? `${mounted}/ca.crt`;
  return {
    server: new URL(url),
    ...(existsSync(authority) && { ca: readFileSync(authority) }),
    token: tokenReader(tokenFile ?? `${mounted}/token`),
    userAgent: 'anycast-mec-agent',
  };
}

/** Reads the file again when it has changed. */
function tokenReader(file: string): () => string | undefined {
  let known: { readonly stamp: number; readonly token: string } | undefined;
  return () => {
    try {
      const stamp = statSync(file).mtimeMs;
      if (known?.stamp !== stamp) known = { stamp, token: readFileSync(file, 'utf8').trim() };
    } catch {
      // A file in the middle of its rotation: the old token is still good.
    }
    return known?.token;
  };
}
