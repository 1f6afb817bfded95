/**
 * The command line that enters the namespaces of a node; the program and its arguments follow it.
 *
 * What a caller inherits is not what a node has: a folder that is another's, or hidden there, makes shells complain and programs fail. So
 * everything begins in a folder that the node has.
 *
 * @param namespace path of the node's network namespace
 * @param init first process of the node, whose mounts, root and processes are seen then. @default - files and processes outside are seen
 * @param folder where the program begins, as the node sees it. `env` goes there: nsenter of util-linux before 2.38 cannot
 */
export function enter(namespace: string, init?: number, folder = '/'): string[] {
  const where =
    init === undefined ? [`--net=${namespace}`] : [`--net=${namespace}`, '--mount', '--root', '--pid', `--target=${init}`];
  return ['nsenter', ...where, '--', 'env', `--chdir=${folder}`];
}
