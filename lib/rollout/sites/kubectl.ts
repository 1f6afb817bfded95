import { execFile } from 'node:child_process';

/** How kubectl reaches a cluster. */
export interface ClusterAccess {
  /** Path of the kubeconfig. @default - kubectl's own */
  readonly kubeconfig?: string;
  /** @default - the current context */
  readonly context?: string;
}

/** How long the API server may take to answer, s. */
const timeoutSeconds = 10;

/**
 * Runs kubectl: it knows every way of authentication that a kubeconfig can name.
 *
 * @returns what it wrote
 * @throws Error with what it complained of
 */
export function kubectl(access: ClusterAccess, args: readonly string[], program = 'kubectl'): Promise<string> {
  const reach = [
    ...(access.kubeconfig === undefined ? [] : ['--kubeconfig', access.kubeconfig]),
    ...(access.context === undefined ? [] : ['--context', access.context]),
    `--request-timeout=${timeoutSeconds}s`,
  ];
  return new Promise((resolve, reject) => {
    // A list of thousands of objects is long.
    execFile(program, [...reach, ...args], { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new Error(`there is no program '${program}'; remedy: install kubectl`));
      else reject(new Error(stderr.trim().split('\n').at(-1) || error.message));
    });
  });
}
