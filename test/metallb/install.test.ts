import { adaptInstall, checkVendored, helmValues, manifestSha256 } from '../../lib/metallb';
import type { PlainObject } from '../../lib/metallb';

describe('an install manifest', () => {
  test('that upstream did not publish is refused, with what is allowed and what to do', () => {
    expect(() => checkVendored('kind: Namespace\n')).toThrow(
      new RegExp(`metallb-native.yaml ${manifestSha256.native}.*anycast-mec vendor metallb`),
    );
  });
});

const speaker: PlainObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'speaker' },
  spec: {
    template: {
      spec: {
        hostNetwork: true,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        containers: [{ name: 'speaker', args: ['--log-level=info'] }],
      },
    },
  },
};
const controller: PlainObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'controller' },
  spec: { template: { spec: { containers: [{ name: 'controller' }] } } },
};
const other: PlainObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cert' } };

describe('adapting the install manifest', () => {
  const [adaptedSpeaker, adaptedController, untouched] = adaptInstall([speaker, controller, other], {
    mode: 'frr',
    nodeSelector: { edge: 'yes' },
    ignoreExcludeLB: true,
    debounceMs: 50,
    resources: { speaker: { cpu: '200m', memory: '100Mi' } },
  }).map((object) => (object as any).spec?.template.spec ?? object);

  test('selects the nodes of the speakers and leaves the controller free', () => {
    expect(adaptedSpeaker.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', edge: 'yes' });
    expect(adaptedController.nodeSelector).toBeUndefined();
  });
  test('lets host-network pods resolve names of the cluster', () => {
    expect(adaptedSpeaker.dnsPolicy).toBe('ClusterFirstWithHostNet');
    expect(adaptedController.dnsPolicy).toBeUndefined();
  });
  test('adds the flags after those of upstream', () =>
    expect(adaptedSpeaker.containers[0].args).toEqual(['--log-level=info', '--ignore-exclude-lb', '--bgp-debounce-timeout=50']));
  test('sizes every container and throttles none', () => {
    expect(adaptedSpeaker.containers[0].resources).toEqual({
      requests: { cpu: '200m', memory: '100Mi' },
      limits: { memory: '100Mi' },
    });
    expect(adaptedController.containers[0].resources).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '128Mi' },
    });
  });
  test('leaves other objects as they are', () => expect(untouched).toBe(other));
  test('sets no debounce in native mode, which has none', () => {
    const [native] = adaptInstall([speaker], { mode: 'native', debounceMs: 50 });
    expect((native as any).spec.template.spec.containers[0].args).toEqual(['--log-level=info']);
  });
});

describe('the values of the Helm chart', () => {
  test('turn frr-k8s, the default of the chart, off in native mode', () => {
    expect(helmValues({ mode: 'native' })).toMatchObject({
      frrk8s: { enabled: false },
      speaker: { frr: { enabled: false }, ignoreExcludeLB: false },
    });
  });
  test('turn on exactly the mode that is asked', () => {
    expect(helmValues({ mode: 'frr', debounceMs: 50 })).toMatchObject({
      frrk8s: { enabled: false },
      speaker: { frr: { enabled: true }, bgpDebounceTimeout: 50 },
    });
    expect(helmValues({ mode: 'frr-k8s', debounceMs: 6000 })['frrk8s']).toEqual({ enabled: true });
    expect(helmValues({ mode: 'frr-k8s', debounceMs: 6000 })['speaker']).not.toHaveProperty('bgpDebounceTimeout');
  });
});
