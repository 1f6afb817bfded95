import type { FleetDescription } from '../../../lib/fleet';
import { examine } from '../../../lib/fleet/examine';
import type { Finding } from '../../../lib/fleet/findings/finding';
import { exampleDescription } from '../../constructs/example-fleet';

type Change = (description: any) => void;

function found(rule: string, change: Change): Pick<Finding, 'path' | 'message' | 'acknowledged'>[] {
  const description: FleetDescription = exampleDescription();
  for (const site of Object.values(description.sites)) delete site.hosts;
  change(description);
  return examine(description)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ path, message, acknowledged }) => ({ path, message, ...(acknowledged !== undefined && { acknowledged }) }));
}

const dropped = (site: string) => `In frr-k8s mode localAS of ${site} goes nowhere.`;
const rule = 'peer-options-dropped-by-frr-k8s';
const metallb = { mode: 'frr-k8s', localAS: 64900 };

describe('what is wrong with a default', () => {
  test('is told once, where it is written', () => {
    expect(found(rule, (fleet) => (fleet.defaults = { metallb }))).toEqual([
      { path: 'defaults.metallb.localAS', message: `${dropped('mec-1')} The same holds for 2 more sites.` },
    ]);
    expect(
      found('single-host-site', (fleet) => {
        fleet.defaults = { hosts: 1 };
        fleet.sites['mec-1'].hosts = 2;
      }),
    ).toEqual([expect.objectContaining({ path: 'defaults.hosts', message: expect.stringMatching(/for 1 more site\.$/) })]);
  });

  test.each<[string, object, string]>([
    ['hold-time-too-short', { timers: { hold: '2s' } }, 'defaults.timers.hold'],
    ['keepalive-above-hold', { timers: { hold: '9s', keepalive: '10s' } }, 'defaults.timers.keepalive'],
    ['bfd-interval-too-short', { bfd: { interval: '5ms' } }, 'defaults.bfd.interval'],
  ])('is told once where the rule itself names the place: %s', (id, defaults, path) => {
    const change: Change = (fleet) => {
      fleet.defaults = defaults;
      for (const site of Object.values<any>(fleet.sites)) {
        delete site.timers;
        delete site.bfd;
      }
    };
    expect(found(id, change).map((finding) => finding.path)).toEqual([path]);
  });

  test.each([
    ['duplicate-router-id', 'routerId', '192.0.2.1'],
    ['duplicate-address', 'loopback', '10.0.16.77'],
  ])('is told at the value where a rule tells of what has it: %s', (id, key, value) => {
    const change: Change = (fleet) => {
      fleet.defaults = { borders: { a: { [key]: value } } };
      for (const site of Object.values<any>(fleet.sites)) delete site.borders;
    };
    expect(new Set(found(id, change).map((finding) => finding.path))).toEqual(new Set([`defaults.borders.a.${key}`]));
  });

  test('is told at the sites that write it themselves', () => {
    const own: Change = (fleet) => {
      fleet.defaults = { metallb: { mode: 'frr-k8s' } };
      for (const site of ['mec-1', 'mec-2']) fleet.sites[site].metallb = { localAS: 64900 };
    };
    expect(found(rule, own).map(({ path }) => path)).toEqual(['sites.mec-1.metallb.localAS', 'sites.mec-2.metallb.localAS']);
  });

  test('is told apart where a site is acknowledged, and not where the default is', () => {
    const acknowledged =
      (at: string): Change =>
      (fleet) => {
        fleet.defaults = { metallb };
        fleet.acknowledge = [{ rule, at, reason: 'known' }];
      };
    expect(found(rule, acknowledged('sites.mec-2'))).toEqual([
      { path: 'defaults.metallb.localAS', message: `${dropped('mec-1')} The same holds for 1 more site.` },
      { path: 'defaults.metallb.localAS', message: dropped('mec-2'), acknowledged: 'known' },
    ]);
    expect(found(rule, acknowledged('defaults.metallb')).map((finding) => finding.acknowledged)).toEqual(['known']);
  });

  test('is no matter of the default where the value told is another', () =>
    expect(found('border-loss-leaves-no-path', (fleet) => (fleet.defaults = { borders: 1 })).map(({ path }) => path)).toEqual([
      'sites.mec-1.borders',
    ]));
});
