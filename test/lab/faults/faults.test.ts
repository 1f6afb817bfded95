import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { faultOf, faults } from '../../../lab/src/faults';
import type { Fault, FaultDefinition } from '../../../lab/src/faults/fault';
import { UsageError } from '../../../lab/src/usage/usage-error';
import { standingFleet, standingLab } from '../equipment/standing-lab';

const everywhere = ['routers', 'mpls', 'cluster'];
const place = '<site | site/service | site/host | site/host/service>';
const cable = '<node--node | node:interface>';

/** Of each fault: its target, whether it ends BFD, whether it takes power, what a trial of it is about, and the levels that can do it. */
const table: readonly [string, string, boolean, boolean, Fault['about'], readonly string[]][] = [
  ['drain', place, false, false, 'outage', everywhere],
  ['withdraw', place, false, false, 'outage', everywhere],
  ['app-kill', place, false, false, 'outage', everywhere],
  ['app-hang', place, false, false, 'outage', everywhere],
  ['app-error', place, false, false, 'outage', everywhere],
  ['pod-delete', place, false, false, 'outage', ['cluster']],
  ['rolling-update', '<site | site/service>', false, false, 'losses', ['cluster']],
  ['speaker-kill', '<site | site/host>', true, false, 'outage', everywhere],
  ['host-power-off', '<site/host>', true, true, 'outage', everywhere],
  ['host-network-loss', '<site/host>', true, false, 'outage', everywhere],
  ['link-cut', cable, true, false, 'outage', everywhere],
  ['link-silent', cable, true, false, 'outage', everywhere],
  ['loss', `${cable} <percentage, such as 20%>`, true, false, 'outage', everywhere],
  ['bgp-daemon-kill', '<router | site/host>', true, false, 'outage', everywhere],
  ['bfd-daemon-kill', '<router | site/host>', true, false, 'outage', everywhere],
  ['border-power-off', '<router>', true, true, 'outage', everywhere],
  ['exchange-loss', '<exchange>', true, false, 'outage', everywhere],
  ['api-server-down', '<site>', false, false, 'outage', ['cluster']],
  ['partition', '<site>', true, false, 'outage', everywhere],
  ['site-power-off', '<site>', true, true, 'outage', everywhere],
];

describe('the faults', () => {
  test('are these, in this order, and each says all of this of itself', () => {
    const said = faults.map(({ name, target, endsBfd, takesPower, about, levels }) => [
      name,
      target.text,
      endsBfd,
      takesPower,
      about,
      levels,
    ]);
    expect(said).toEqual(table);
    expect(faults.filter(({ summary }) => !summary)).toEqual([]);
  });

  test('cannot leave anything unsaid: that does not compile', () => {
    type Unsaid<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];
    const whole: [Unsaid<FaultDefinition<string>>] extends [never] ? true : false = true;
    const partial: [Unsaid<{ readonly gentle?: boolean }>] extends [never] ? true : false = false;
    expect([whole, partial]).toEqual([true, false]);
  });

  test('are all that have a file', () => {
    const folder = join(__dirname, '../../../lab/src/faults');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\/.*\.ts$/.test(name));
    const made = files.filter((name) => / = fault\(\{$/m.test(readFileSync(join(folder, name), 'utf8')));
    expect(made.map((name) => name.replace(/.*\/|\.ts$/g, '')).sort()).toEqual(faults.map(({ name }) => name).sort());
  });

  test('are found by their verb, and an unknown one lists them', () => {
    expect(faultOf('loss').name).toBe('loss');
    expect(() => faultOf('flood')).toThrow(
      new UsageError(`there is no fault 'flood'; there are: ${table.map(([name]) => name).join(', ')}`),
    );
  });
});

describe('the prediction while a fault lasts', () => {
  const fleet = Fleet.load(join(__dirname, '../../../examples/dual-homed/fleet.yaml'));
  const service = fleet.services[0]!.name;

  test.each<[string, string, object]>([
    ['drain', 'mec-1', { drained: ['mec-1'] }],
    ['drain', `mec-1/${service}`, { drained: [`mec-1/${service}`] }],
    ['withdraw', 'mec-1', { withdrawn: ['mec-1'] }],
    ['host-power-off', 'mec-1/host-1', { down: ['mec-1/host-1'] }],
    ['host-network-loss', 'mec-1/host-1', { down: ['mec-1/host-1'] }],
    ['link-cut', 'mec-1/left:hosts0', { down: ['mec-1/left:hosts0'] }],
    ['link-silent', 'mec-1/left--north/n-1', { down: ['mec-1/left--north/n-1'] }],
    ['border-power-off', 'north/n-1', { down: ['north/n-1'] }],
    ['exchange-loss', fleet.exchanges[0]!.name, { down: [`exchanges.${fleet.exchanges[0]!.name}`] }],
    ['partition', 'mec-1', { down: ['mec-1/left:uplink0', 'mec-1/right:uplink0'] }],
    ['site-power-off', 'mec-1', { down: ['mec-1'] }],
  ])('of %s %s is that of this state, which the Fleet knows', (verb, target, state) => {
    const predicted = faultOf(verb).predicts(fleet, target);
    expect(predicted).toEqual(state);
    expect(() => fleet.predict(predicted)).not.toThrow();
  });

  test.each([
    ['drain', 'mec-1/host-1'],
    ['withdraw', `mec-1/host-1/${service}`],
    ['app-kill', 'mec-1'],
    ['loss', 'mec-1/left:hosts0'],
    ['bgp-daemon-kill', 'mec-1/left'],
  ])('of %s %s there is none', (verb, target) => expect(faultOf(verb).predicts(fleet, target)).toBeUndefined());
});

describe('the target of a fault', () => {
  test.each([
    ['drain', 'mec-1'],
    ['drain', 'mec-1/hello'],
    ['drain', 'mec-1/host-2/hello'],
    ['speaker-kill', 'mec-1/host-1'],
    ['bgp-daemon-kill', 'isp/pe-1'],
    ['bgp-daemon-kill', 'mec-2/host-1'],
    ['border-power-off', 'mec-1/border-1'],
    ['exchange-loss', 'ix'],
    ['link-cut', 'mec-1/border-1:eth0'],
    ['partition', 'mec-2'],
  ])('is taken: %s %s', (verb, target) => {
    expect(() => faultOf(verb).check(standingLab().lab, { verb, target })).not.toThrow();
  });

  test.each<[string, string, string[], string]>([
    ['drain', 'mec-9', [], "there is no site 'mec-9'; there are: mec-1, mec-2"],
    ['drain', 'mec-1/helo', [], "mec-1 has no host or service 'helo'; it has: host-1, host-2, hello"],
    ['drain', 'mec-1/host-1/hello/x', [], "mec-1 has no host or service 'host-1/hello/x'; it has: host-1, host-2, hello"],
    ['speaker-kill', 'mec-1/hello', [], "'mec-1/hello': allowed is <site | site/host>"],
    ['host-power-off', 'mec-1', [], "there is no host 'mec-1'; there are: mec-1/host-1, mec-1/host-2, mec-2/host-1"],
    ['border-power-off', 'mec-1/host-1', [], "there is no router 'mec-1/host-1'; there are: mec-1/border-1, mec-2/border-1"],
    ['bgp-daemon-kill', 'mec-1', [], "there is no router 'mec-1'; there are: mec-1/border-1"],
    ['exchange-loss', 'ixp', [], "there is no exchange 'ixp'; there are: ix"],
    ['link-cut', 'mec-3/host-1:eth0', [], "there is no node 'mec-3/host-1'; there are: mec-1/border-1"],
    ['link-cut', 'mec-1/host-1:eth7', [], "mec-1/host-1 has no interface 'eth7'; it has: eth0"],
    ['link-cut', 'mec-1/host-1--mec-2/host-1', [], "mec-1/host-1 has no cable to 'mec-2/host-1'; it has: none"],
    ['loss', 'mec-1/host-1:eth0', ['120%'], "loss = '120%': allowed is a percentage above 0% and up to 100%"],
    ['loss', 'mec-1/host-1:eth0', ['20%', '30%'], "loss = '20% 30%': allowed is a percentage"],
    ['drain', 'mec-1', ['now'], "'mec-1 now': allowed is <site | site/service"],
  ])('is wrong usage, with what is allowed: %s %s %s', (verb, target, options, message) => {
    const check = () => faultOf(verb).check(standingLab().lab, { verb, target, options });
    expect(check).toThrow(UsageError);
    expect(check).toThrow(message);
  });

  test('of a fault that the level cannot do is no wrong usage', async () => {
    const { lab } = standingLab();
    const inject = lab.faults.inject({ verb: 'pod-delete', target: 'mec-1' });
    await expect(inject).rejects.toThrow('pod-delete cannot be done at level routers; it can at: cluster');
    await expect(inject).rejects.not.toThrow(UsageError);
    await expect(lab.faults.inject({ verb: 'bfd-daemon-kill', target: 'mec-1/host-1' })).rejects.toThrow(
      'the BFD daemon of a host cannot be killed at level routers',
    );
  });
});

describe('what a fault does, and what takes it back', () => {
  const hosts = standingFleet.site('mec-1').hosts.map(({ fullName }) => fullName);

  test.each<[string, string, string[], string[]]>([
    ['drain', 'mec-1', ['drain hello mec-1'], ['no drain hello mec-1']],
    ['withdraw', 'mec-1/host-2', ['withdraw hello mec-1/host-2'], ['no withdraw hello mec-1/host-2']],
    [
      'app-kill',
      'mec-1',
      hosts.map((host) => `kill the application ${host}`),
      [...hosts].reverse().map((host) => `start the application ${host}`),
    ],
    ['app-hang', 'mec-1/host-2', ['stop mec-1/host-2'], ['continue mec-1/host-2']],
    ['app-error', 'mec-2/hello', ['fail mec-2/host-1'], ['answer mec-2/host-1']],
    ['speaker-kill', 'mec-1/host-1', ['kill bird mec-1/host-1'], ['start bird mec-1/host-1']],
    ['bgp-daemon-kill', 'mec-1/host-1', ['kill bird mec-1/host-1'], ['start bird mec-1/host-1']],
    ['bgp-daemon-kill', 'isp/pe-1', ['kill bgpd isp/pe-1'], ['start bgpd isp/pe-1']],
    ['bfd-daemon-kill', 'isp/pe-1', ['kill bfdd isp/pe-1'], ['start bfdd isp/pe-1']],
    ['host-network-loss', 'mec-1/host-1', ['cut silent mec-1/host-1'], ['join mec-1/host-1']],
    ['host-power-off', 'mec-1/host-1', ['cut silent mec-1/host-1', 'power off mec-1/host-1'], ['join mec-1/host-1']],
    ['border-power-off', 'isp/pe-1', ['cut silent isp/pe-1', 'power off isp/pe-1'], ['join isp/pe-1']],
    ['link-cut', 'mec-1/host-1:eth0', ['cut carrier mec-1/host-1'], ['join mec-1/host-1']],
    ['link-silent', 'mec-1/host-1:eth0', ['cut silent mec-1/host-1'], ['join mec-1/host-1']],
  ])('%s %s', async (verb, target, did, undid) => {
    const { lab, done } = standingLab();
    const { id } = await lab.faults.inject({ verb, target });
    expect(done).toEqual(did);
    await lab.faults.heal(id);
    expect(done.slice(did.length)).toEqual(undid);
  });

  test('api-server-down, where a site is a cluster', async () => {
    const { lab, done } = standingLab('cluster');
    await lab.faults.inject({ verb: 'api-server-down', target: 'mec-2' });
    await lab.faults.healAll();
    expect(done).toEqual(['kill the API server mec-2', 'start the API server mec-2']);
    await expect(lab.faults.inject({ verb: 'rolling-update', target: 'mec-2/hello' })).rejects.toThrow(
      "mec-2 runs no workload of 'hello' that could be updated",
    );
  });

  test('loss: a percentage of frames', async () => {
    const { lab, done } = standingLab();
    await lab.faults.inject({ verb: 'loss', target: 'mec-1/host-1:eth0', options: ['20%'] });
    expect(done).toEqual(['cut 20 mec-1/host-1']);
  });
});
