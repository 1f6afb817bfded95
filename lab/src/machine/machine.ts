import { existsSync, readFileSync } from 'node:fs';
import { componentSet } from '../components';
import { run } from '../network/run';

/** What the lab needs to know of the machine. Each reason says what is missing and what helps; absent: nothing is. */
export interface Machine {
  readonly root: boolean;
  /** Why namespaces cannot be made. */
  readonly noNamespaces?: string;
  /** Programs of the routers level that are not installed. */
  readonly missingPrograms: readonly string[];
  /** Whether the kernel delays packets (sch_netem). */
  readonly netem: boolean;
  /** Whether the kernel forwards labels (mpls_router is there). */
  readonly mpls: boolean;
  /** Path of the delay line, where it is built. */
  readonly delayLine?: string;
  /** Why Kubernetes' programs are not there. */
  readonly noComponents?: string;
  /** Programs of the cluster level that are not installed. */
  readonly missingForClusters: readonly string[];
  /** Programs of a guest that are not installed. */
  readonly missingForGuest: readonly string[];
}

const routerPrograms = [
  '/usr/lib/frr/zebra',
  '/usr/sbin/bird',
  '/usr/sbin/nft',
  '/usr/sbin/ip',
  '/usr/sbin/tc',
  '/usr/bin/nsenter',
  '/usr/bin/unshare',
];
const clusterPrograms = ['/usr/bin/containerd', '/usr/sbin/runc', '/usr/lib/cni/ptp'];
const guestPrograms = ['/usr/bin/qemu-system-x86_64'];

/** Looks at the machine. Changes nothing of it: what is tried is tried in namespaces that are gone afterwards. */
export async function lookAtMachine(): Promise<Machine> {
  const root = process.getuid?.() === 0;
  const absent = (programs: readonly string[]) => programs.filter((program) => !existsSync(program));
  const [noNamespaces, netem, components] = await Promise.all([namespaceProblem(root), hasNetem(root), componentSet()]);
  const delayLine = components.have.get('delay-line');
  const lacking = components.missing.filter((name) => name !== 'delay-line');
  return {
    root,
    ...(noNamespaces !== undefined && { noNamespaces }),
    missingPrograms: absent(routerPrograms),
    netem,
    mpls: existsSync('/proc/sys/net/mpls'),
    ...(delayLine !== undefined && { delayLine }),
    ...(lacking.length > 0 && { noComponents: components.reason ?? `not built: ${lacking.join(', ')}; remedy: make components` }),
    missingForClusters: absent(clusterPrograms),
    missingForGuest: absent(guestPrograms),
  };
}

/** How a command is tried in namespaces of its own. */
function inside(root: boolean): string[] {
  return [
    ...(root ? [] : ['--user', '--map-root-user']),
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--',
  ];
}

async function namespaceProblem(root: boolean): Promise<string | undefined> {
  const { code, err } = await run('unshare', [...inside(root), 'ip', 'link', 'set', 'lo', 'up']).catch((error: unknown) => ({
    code: 1,
    err: String(error),
  }));
  if (code === 0) return undefined;
  const said = err.trim().split('\n')[0] ?? '';
  if (root) return `namespaces cannot be made (${said}); in a container it needs CAP_SYS_ADMIN`;
  const why = ['user.max_user_namespaces', 'kernel.unprivileged_userns_clone']
    .filter((key) => readSetting(key) === '0')
    .map((key) => `${key} is 0`);
  if (readSetting('kernel.apparmor_restrict_unprivileged_userns') === '1') why.push('AppArmor restricts user namespaces');
  return `user namespaces cannot be made (${[said, ...why].join('; ')}); remedy: allow them, or run as root`;
}

function readSetting(key: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${key.replaceAll('.', '/')}`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

async function hasNetem(root: boolean): Promise<boolean> {
  const { code } = await run('unshare', [
    ...inside(root),
    'tc',
    'qdisc',
    'add',
    'dev',
    'lo',
    'root',
    'netem',
    'delay',
    '1ms',
  ]).catch(() => ({ code: 1 }));
  return code === 0;
}
