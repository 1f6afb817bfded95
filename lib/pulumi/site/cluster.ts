import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { Provider } from '@pulumi/kubernetes/provider';
import { parse } from 'yaml';

/** How the cluster of a site is reached. */
export interface SiteCluster {
  /** Path or contents of a kubeconfig. @default - the environment's KUBECONFIG, else ~/.kube/config; a context must be given then */
  readonly kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig. @default - its current one */
  readonly context?: pulumi.Input<string>;
  /**
   * What tells clusters apart. While it stays the same, a rotated certificate or a changed address of the API server changes the
   * provider and nothing else; a new value replaces everything in the site.
   *
   * @default - `<fleet>/<site>`
   */
  readonly identifier?: string;
  /**
   * What happens where the cluster does not answer: `fail` stops with an error; `skip` leaves its objects as they are, here and there;
   * `forget` takes them out of the state, for a site that was given up.
   *
   * @default 'fail'
   */
  readonly unreachable?: Unreachable;
}

/** See {@link SiteCluster.unreachable}. */
export type Unreachable = 'fail' | 'skip' | 'forget';

/** What is wrong with the way to the cluster, as far as this machine can tell; apart from a kubeconfig that is not there. */
export function clusterProblems({ kubeconfig, context }: SiteCluster): string[] {
  if (kubeconfig === undefined && context === undefined)
    return [
      'cluster: neither a kubeconfig nor a context is given, so that the site could land in any cluster; ' +
        'remedy: pulumi config set kubeconfig <path>, or context <name>',
    ];
  // What is known only later cannot be looked at now.
  if (kubeconfig !== undefined && typeof kubeconfig !== 'string') return [];
  if (kubeconfig !== undefined && isContents(kubeconfig)) return contextProblems([parse(kubeconfig)], context, 'the kubeconfig');
  const there = filesOf(kubeconfig).filter((file) => existsSync(file));
  const configs = there.map((file) => parse(readFileSync(file, 'utf8')) as unknown);
  return there.length ? contextProblems(configs, context, there.join(', ')) : [];
}

/** Tells that the kubeconfig is not there: a preview can do without it. */
export function missingKubeconfig({ kubeconfig, context }: SiteCluster): string | undefined {
  if (kubeconfig === undefined ? context === undefined : typeof kubeconfig !== 'string' || isContents(kubeconfig))
    return undefined;
  const files = filesOf(typeof kubeconfig === 'string' ? kubeconfig : undefined);
  if (files.some((file) => existsSync(file))) return undefined;
  return `cluster: there is no kubeconfig ${files.join(', ')}; remedy: pulumi config set kubeconfig <path of the site's kubeconfig>`;
}

/** The provider of a site: everything of the site is deployed through it, and nothing else can be. */
export function siteProvider(name: string, cluster: SiteCluster, identifier: string, parent: pulumi.Resource): Provider {
  const { kubeconfig, context, unreachable } = cluster;
  return new Provider(
    name,
    {
      ...(kubeconfig !== undefined && {
        kubeconfig:
          typeof kubeconfig === 'string' && !isContents(kubeconfig) ? resolve(withHome(kubeconfig)) : pulumi.secret(kubeconfig),
      }),
      ...(context !== undefined && { context }),
      clusterIdentifier: cluster.identifier ?? identifier,
      ...(unreachable === 'skip' && { skipUpdateUnreachable: true }),
      ...(unreachable === 'forget' && { deleteUnreachable: true }),
      // Else a changed ConfigMap would be deleted and made again, and its pods would be without it meanwhile. Ours say by a checksum
      // in the pod when pods must follow, and those that may not change are immutable and named by their contents.
      enableConfigMapMutable: true,
      enableSecretMutable: true,
    },
    { parent },
  );
}

const isContents = (kubeconfig: string) => kubeconfig.includes('\n') || kubeconfig.trimStart().startsWith('{');
const withHome = (path: string) => (path.startsWith('~/') ? join(homedir(), path.slice(2)) : path);

function filesOf(kubeconfig: string | undefined): string[] {
  if (kubeconfig !== undefined) return [resolve(withHome(kubeconfig))];
  const files = (process.env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  return files.length ? files : [join(homedir(), '.kube', 'config')];
}

function contextProblems(configs: readonly unknown[], context: pulumi.Input<string> | undefined, where: string): string[] {
  if (typeof context !== 'string') return [];
  const names = configs
    .flatMap((config) => (config as { contexts?: { name?: unknown }[] } | null)?.contexts ?? [])
    .flatMap(({ name }) => (typeof name === 'string' ? name : []));
  if (names.includes(context)) return [];
  return [
    `cluster: there is no context '${context}' in ${where}; there are: ${names.join(', ') || 'none'}; remedy: pulumi config set context <name>`,
  ];
}
