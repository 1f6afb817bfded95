import { join } from 'node:path';

/** Versions of what the lab runs: those of the go.mod files in lab/components/modules, held equal by a test. */
export const versions = {
  etcd: '3.6.14',
  kubernetes: '1.36.2',
  metallb: '0.16.1',
  coredns: '1.14.7',
  pulumi: '3.259.0',
  'pulumi-language-nodejs': '3.65.0',
} as const;

/** Every program that is built. */
export const componentNames = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
  'kubectl',
  'metallb-controller',
  'metallb-speaker',
  'metallb-cp-tool',
  'metallb-frr-metrics',
  'coredns',
  'delay-line',
  'sample-application',
  'sample-client',
  'pause',
  'pulumi',
  'pulumi-language-nodejs',
] as const;

/** See {@link componentNames}. */
export type ComponentName = (typeof componentNames)[number];

/** Programs that are built together from one go.mod. */
export interface ComponentFamily {
  readonly name:
    'programs' | 'applications' | 'coredns' | 'etcd' | 'metallb' | 'kubernetes' | 'pulumi' | 'pulumi-language-nodejs';
  /** Folder of its go.mod below lab/components. */
  readonly folder: string;
  /** Version as its project counts; 'own' for the lab's own programs. */
  readonly version: string;
  /** The Go package of each program. */
  readonly packages: Readonly<Partial<Record<ComponentName, string>>>;
  /** Go variables that a release stamps at link time. */
  readonly stamps: Readonly<Record<string, string>>;
  /** Build tags of its project. @default - none */
  readonly tags?: readonly string[];
  /** True for what no lab runs: built only where it is asked for by name. @default false */
  readonly onDemand?: true;
}

/** Where the Go modules are: the same from sources and from the built package. */
export const componentsFolder = join(__dirname, '..', '..', 'components');

/**
 * The families in the order in which they are built: the quick ones first, so that what the `routers` level uses is there soon.
 */
export const families: readonly ComponentFamily[] = [
  {
    name: 'programs',
    folder: 'programs',
    version: 'own',
    packages: { 'delay-line': './delay-line', pause: './pause' },
    stamps: {},
  },
  {
    name: 'applications',
    folder: 'applications',
    version: 'own',
    packages: { 'sample-application': './sample-application', 'sample-client': './sample-client' },
    stamps: {},
  },
  { name: 'coredns', folder: 'modules/coredns', version: versions.coredns, packages: { coredns: '.' }, stamps: {} },
  { name: 'etcd', folder: 'modules/etcd', version: versions.etcd, packages: { etcd: 'go.etcd.io/etcd/server/v3' }, stamps: {} },
  {
    name: 'metallb',
    folder: 'modules/metallb',
    version: versions.metallb,
    packages: {
      'metallb-controller': 'go.universe.tf/metallb/controller',
      'metallb-speaker': 'go.universe.tf/metallb/speaker',
      'metallb-cp-tool': 'go.universe.tf/metallb/frr-tools/cp-tool',
      'metallb-frr-metrics': 'go.universe.tf/metallb/frr-tools/metrics',
    },
    stamps: {},
  },
  {
    name: 'kubernetes',
    folder: 'modules/kubernetes',
    version: versions.kubernetes,
    packages: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      'kube-proxy': 'k8s.io/kubernetes/cmd/kube-proxy',
      kubelet: 'k8s.io/kubernetes/cmd/kubelet',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
    },
    stamps: kubernetesStamps(versions.kubernetes),
  },
  {
    name: 'pulumi-language-nodejs',
    folder: 'modules/pulumi-language-nodejs',
    version: versions['pulumi-language-nodejs'],
    packages: { 'pulumi-language-nodejs': 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs' },
    stamps: {},
    onDemand: true,
  },
  {
    name: 'pulumi',
    folder: 'modules/pulumi',
    version: versions.pulumi,
    packages: { pulumi: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi' },
    stamps: { 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': `v${versions.pulumi}` },
    tags: ['osusergo', 'grpcnotrace'],
    onDemand: true,
  },
];

/** The programs of a family. */
export function programsOf(family: ComponentFamily): ComponentName[] {
  return componentNames.filter((name) => family.packages[name] !== undefined);
}

/**
 * What a release of Kubernetes stamps (hack/lib/version.sh of k8s.io/kubernetes): without it `kubectl version`, Helm and the
 * version skew checks read v0.0.0-master.
 */
function kubernetesStamps(version: string): Record<string, string> {
  const [major = '', minor = ''] = version.split('.');
  const values = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
  };
  return Object.fromEntries(
    ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) =>
      Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]),
    ),
  );
}
