import { rules } from '../../../lib/fleet/rules';

/** What cannot work at all, so that no reason helps. Written down here: the rules' own word would agree with itself. */
const final = [
  ...['agent-configuration-too-big', 'bfd-interval-too-short', 'bfd-profile-in-native-mode', 'bird-cannot-ldp'],
  ...[
    'cache-out-of-reach',
    'certificate-without-name',
    'cluster-ranges-of-one-family',
    'duplicate-address',
    'duplicate-name',
    'duplicate-port',
  ],
  ...['duplicate-site-number', 'ebgp-equal-as', 'exchange-member-twice', 'exchange-with-p-router', 'family-mismatch'],
  ...['graceful-restart-in-native-mode', 'health-cannot-see', 'health-of-two-kinds', 'health-timing', 'hold-time-too-short'],
  ...['interface-used-twice', 'ipv6-over-mpls', 'ipv6-vip-in-native-mode', 'keepalive-above-hold', 'link-with-itself'],
  ...['local-as-in-native-mode', 'local-as-of-hosts', 'namespace-of-others', 'network-too-small', 'networks-overlap'],
  ...['no-address', 'no-router-id', 'object-name-taken', 'password-in-clear', 'password-invalid', 'plan-too-small'],
  ...[
    'ports-in-two-forms',
    'proxy-protocol-trust',
    'range-reversed',
    'rate-limit-not-http',
    'route-reflector-unknown',
    'service-without-backend',
  ],
  ...['site-cannot-announce', 'target-port-not-of-workload', 'tls-port', 'two-vips-of-one-family', 'unknown-reference'],
  ...['unroutable-network', 'unusable-address', 'uplink-to-p-router', 'vip-family-not-in-cluster'],
  ...['vip-family-not-in-host-network', 'vip-outside-pools', 'vips-in-two-pools', 'workload-and-selector'],
];

test('what cannot work at all names rules that there are', () => {
  expect(final.filter((rule) => !rules.some(({ id }) => id === rule))).toEqual([]);
});

test.each(rules)('a finding of the rule $id can be acknowledged, unless it cannot work at all', ({ id, acknowledgeable }) => {
  expect(acknowledgeable === false).toBe(final.includes(id));
});
