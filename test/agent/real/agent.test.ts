import { describeNeeding } from '../../real/network/requirements';
import { Application } from '../equipment/application';
import { missingComponents } from '../equipment/components';
import { ControlPlane, freePort } from '../equipment/control-plane';
import { OtherSite } from '../equipment/other-site';
import { OwnAddresses } from '../equipment/own-addresses';
import { RunningAgent } from '../equipment/running-agent';
import { Silence } from '../equipment/silence';
import { applyEndpoints, applyService, applySpeakerStatuses, configFor, prepareSite, servicePath } from '../equipment/site';
import { until } from '../equipment/until';

const label = 'anycast-mec.io/route';
/** How long the API server is away in the test of an outage, s. */
const awaySeconds = Number(process.env['ANYCAST_MEC_API_AWAY_SECONDS'] ?? 20);

describeNeeding('the agent at a real API server', missingComponents(), () => {
  let plane: ControlPlane;
  let addresses: OwnAddresses;
  let token: string;
  let appPort: number;
  let apps: Application[];
  const agents: RunningAgent[] = [];
  const service = () => plane.admin.get<any>(servicePath);
  const labels = async (): Promise<Record<string, string>> =>
    Object.fromEntries(Object.entries<string>((await service()).metadata.labels).filter(([key]) => key.startsWith(label)));
  const labelsAre = (wanted: Record<string, string>, ms?: number) =>
    until(`labels ${JSON.stringify(wanted)}`, async () => JSON.stringify(await labels()) === JSON.stringify(wanted), ms);
  const start = async (more = {}, name = 'agent') => {
    const agent = await RunningAgent.start(configFor(plane, token, await freePort(), appPort, more), name);
    agents.push(agent);
    return agent;
  };
  const isUp = (agent: RunningAgent) =>
    until('the VIP is UP', async () => (await agent.status()).services[0]?.site.phase === 'UP');
  const leads = (agent: RunningAgent, ms?: number) => until('it leads', async () => (await agent.status()).leads, ms);
  const both = () =>
    applyEndpoints(
      plane.admin,
      addresses.all.map((address, index) => ({ address, host: `h${index + 1}` })),
    );

  beforeAll(async () => {
    addresses = new OwnAddresses(2);
    plane = await ControlPlane.start();
    token = await prepareSite(plane);
    appPort = await freePort();
  }, 120_000);
  beforeEach(async () => {
    apps = addresses.all.map((address) => new Application(address, appPort));
    await Promise.all(apps.map((app) => app.start()));
    await both();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(agents.splice(0).map((agent) => agent.end()));
    await Promise.all(apps.map((app) => app.stop()));
    // The next test begins announced, and without a Lease.
    const found = await labels();
    await plane.admin.patch(
      servicePath,
      { metadata: { labels: Object.fromEntries(Object.keys(found).map((key) => [key, null])) } },
      'merge',
      'test',
    );
    await plane.admin
      .patch(
        '/apis/coordination.k8s.io/v1/namespaces/anycast-agent/leases/failover-agent',
        { spec: { holderIdentity: '' } },
        'merge',
        'test',
      )
      .catch(() => undefined);
  }, 60_000);
  afterAll(async () => {
    await plane?.stop();
    addresses?.remove();
  });

  test('withdraws one host whose only endpoint is killed, and brings it back after the hold-down', async () => {
    await isUp(await start());
    apps[0]?.signal('SIGKILL');
    await labelsAre({ [`${label}.h1`]: 'withdrawn' });
    await apps[0]?.stop();
    await apps[0]?.start();
    await labelsAre({});
  }, 60_000);

  test('withdraws the site when all endpoints are dead, and drains a hung one first', async () => {
    const agent = await start();
    await isUp(agent);
    apps.forEach((app) => app.signal('SIGSTOP'));
    await until('drained first', async () => (await labels())[label] === 'drain');
    await until('withdrawn after the drain', async () => (await labels())[label] === 'withdrawn');
    apps.forEach((app) => app.signal('SIGCONT'));
    await labelsAre({});
    expect(agent.lines.map(({ msg }) => msg).join('\n')).toMatch(
      /sensors\/sensors: .* -> DRAINING, route announced -> drained: 2 of 2 endpoints down \(timeout\)/,
    );
  }, 60_000);

  test('withdraws a dead site after the drain that it was told, and a dead host beside a living one at once', async () => {
    const timing = { hardDrain: '700ms', verify: '200ms', holdDown: '1s', holdDownMax: '4s' };
    const agent = await start({ services: [{ timing }] as never });
    await isUp(agent);
    const told = (what: string) => agent.lines.find(({ msg }) => msg.includes(what));
    apps[0]?.signal('SIGKILL');
    await labelsAre({ [`${label}.h1`]: 'withdrawn' });
    expect(told('at h1: SUSPECT -> DOWN, route announced -> withdrawn')).toBeDefined();
    apps[1]?.signal('SIGKILL');
    await until('drained first', async () => (await labels())[label] === 'drain');
    await until('withdrawn after the drain', async () => (await labels())[label] === 'withdrawn');
    const [drained, withdrawn] = [told('sensors: SUSPECT -> DRAINING'), told('sensors: DRAINING -> DOWN')];
    expect(Date.parse(withdrawn?.time ?? '') - Date.parse(drained?.time ?? '')).toBeGreaterThanOrEqual(699);
  }, 60_000);

  test('withdraws a dead site at once where there is no drain, by the type of the Service, whatever it was told', async () => {
    const services = [{ actuator: 'service-type', timing: { hardDrain: '10s' } }] as never;
    const agent = await start({ mode: 'shadow', services });
    await isUp(agent);
    apps.forEach((app) => app.signal('SIGKILL'));
    const told = (what: string) => agent.lines.some(({ msg }) => msg.includes(what));
    await until('it decides', () => told('route announced -> withdrawn'));
    expect(told('DRAINING')).toBe(false);
  }, 60_000);

  test('drains, then withdraws the site when its hosts fall silent and connections stay half open', async () => {
    const silence = new Silence(addresses.all);
    await isUp(await start());
    try {
      silence.begin();
      await until('drained first', async () => (await labels())[label] === 'drain');
      await until('withdrawn after the drain', async () => (await labels())[label] === 'withdrawn');
    } finally {
      silence.end();
    }
    await labelsAre({});
  }, 60_000);

  test('resumes its watches after a restart of the API server and a compaction, and still moves the VIP', async () => {
    const agent = await start();
    await isUp(agent);
    await plane.stopApiServer();
    await plane.startApiServer();
    await plane.compact();
    // What it does not see any more would stay; what it sees again is that one endpoint has gone.
    await applyEndpoints(plane.admin, [{ address: addresses.all[1] ?? '', host: 'h2' }]);
    await until('one endpoint is left', async () => (await agent.status()).services[0]?.endpoints.length === 1);
    apps[1]?.signal('SIGKILL');
    await until('withdrawn', async () => (await labels())[label] === 'withdrawn');
  }, 120_000);

  test('decides while the API server is away, and acts when it is back; what recovered meanwhile is left alone', async () => {
    const agent = await start();
    await isUp(agent);
    await plane.stopApiServer();
    apps.forEach((app) => app.signal('SIGKILL'));
    await Promise.all(apps.map((app) => app.stop()));
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await plane.startApiServer();
    await until('withdrawn once it can', async () => (await labels())[label] === 'withdrawn');
    await plane.stopApiServer();
    await Promise.all(apps.map((app) => app.start()));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await plane.startApiServer();
    await labelsAre({});
  }, 120_000);

  test('changes nothing where the application died and recovered while the API server was away', async () => {
    const agent = await start();
    await isUp(agent);
    const before = (await service()).metadata.resourceVersion;
    await plane.stopApiServer();
    apps.forEach((app) => app.signal('SIGKILL'));
    await Promise.all(apps.map((app) => app.stop()));
    await until('it saw both endpoints down', async () =>
      (await agent.status()).services[0]?.endpoints.every(({ status }) => status === 'down'),
    );
    await new Promise((resolve) => setTimeout(resolve, (awaySeconds * 1000) / 2));
    await Promise.all(apps.map((app) => app.start()));
    await until('it saw both endpoints up', async () =>
      (await agent.status()).services[0]?.endpoints.every(({ status }) => status === 'up'),
    );
    await new Promise((resolve) => setTimeout(resolve, (awaySeconds * 1000) / 2));
    await plane.startApiServer();
    await leads(agent);
    await isUp(agent);
    expect(await labels()).toEqual({});
    expect((await service()).metadata.resourceVersion).toBe(before);
    // It still moves the VIP afterwards.
    apps.forEach((app) => app.signal('SIGKILL'));
    await until('withdrawn', async () => (await labels())[label] === 'withdrawn');
  }, 300_000);

  test('hands the Lease over at once on SIGTERM, and within its term on SIGKILL, and nothing announced changes', async () => {
    const lease = { namespace: 'anycast-agent', name: 'failover-agent', renew: '500ms', ttl: '1500ms' };
    const first = await start({ lease }, 'first');
    await leads(first);
    const second = await start({ lease }, 'second');
    const before = (await service()).metadata.resourceVersion;
    await first.end('SIGTERM');
    await leads(second, 3000);
    const third = await start({ lease }, 'third');
    await second.end('SIGKILL');
    await leads(third, 6000);
    expect((await service()).metadata.resourceVersion).toBe(before);
    // With both dead, an application that dies too changes nothing that is announced.
    await third.end('SIGKILL');
    apps.forEach((app) => app.signal('SIGKILL'));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect((await service()).metadata.resourceVersion).toBe(before);
  }, 90_000);

  test('adopts what it finds: a restart changes nothing that is announced', async () => {
    const agent = await start();
    await isUp(agent);
    apps.forEach((app) => app.signal('SIGKILL'));
    await until('withdrawn', async () => (await labels())[label] === 'withdrawn');
    await agent.end('SIGKILL');
    const before = (await service()).metadata.resourceVersion;
    const next = await start();
    await leads(next, 15_000);
    await until('adopted', async () => (await next.status()).services[0]?.site.phase === 'DOWN');
    expect((await service()).metadata.resourceVersion).toBe(before);
  }, 60_000);

  test('sets a label again that somebody changed by hand, and says who', async () => {
    const agent = await start();
    await isUp(agent);
    await plane.admin.patch(servicePath, { metadata: { labels: { [label]: 'withdrawn' } } }, 'merge', 'somebody-with-kubectl');
    await labelsAre({});
    expect(agent.lines.some(({ msg }) => msg.includes('somebody-with-kubectl made the route withdrawn'))).toBe(true);
  }, 60_000);

  test('adopts a Service that was deleted and made again', async () => {
    const agent = await start();
    await isUp(agent);
    await plane.admin.patch(servicePath, { metadata: { labels: { 'anycast-mec.io/maintenance': 'drain' } } }, 'merge', 'test');
    await until('drained', async () => (await labels())[label] === 'drain');
    const { uid } = (await service()).metadata;
    await deleted(plane, servicePath);
    await applyService(plane.admin);
    expect((await service()).metadata.uid).not.toBe(uid);
    await isUp(agent);
    expect(await labels()).toEqual({});
  }, 60_000);

  test('leaves the route as wanted when a speaker is dead, and shows that nobody follows it there', async () => {
    const statuses = '/apis/metallb.io/v1beta1/namespaces/metallb-system/servicebgpstatuses';
    await applySpeakerStatuses(plane, ['h1', 'h2']);
    const agent = await start();
    await isUp(agent);
    const announcing = (hosts: number) =>
      until(`${hosts} hosts announce`, async () =>
        (await agent.metrics()).includes(`announcing_hosts{service="sensors/sensors"} ${hosts}`),
      );
    await announcing(2);
    const before = (await service()).metadata.resourceVersion;
    // Kubernetes removes what a speaker wrote with the speaker's pod.
    await deleted(plane, `${statuses}/sensors-h1`);
    await announcing(1);
    expect((await agent.status()).services[0]?.announcingNodes).toEqual(['h2']);
    await deleted(plane, `${statuses}/sensors-h2`);
    await announcing(0);
    expect((await agent.status()).services[0]?.site).toMatchObject({ phase: 'UP', wanted: 'announced' });
    expect((await service()).metadata.resourceVersion).toBe(before);
  }, 90_000);

  test('withdraws only while another site says that it serves; cut off from it, or where it leaves too, it stays drained', async () => {
    const other = new OtherSite();
    const address = await other.start();
    const services = [{ guards: { lastSite: 'hold' } }] as never;
    const agent = await start({ otherSites: [{ site: 'site-2', addresses: [address] }], services });
    await isUp(agent);
    const heldFor = () => new Promise((resolve) => setTimeout(resolve, 1500));
    try {
      other.says = 'leaving';
      apps.forEach((app) => app.signal('SIGKILL'));
      await until('drained', async () => (await labels())[label] === 'drain');
      await heldFor();
      expect((await labels())[label]).toBe('drain');
      other.says = undefined;
      await heldFor();
      expect((await labels())[label]).toBe('drain');
      expect(await agent.metrics()).toMatch(/guard_holds_total\{[^}]*guard="last-site"[^}]*\} [1-9]/);
      other.says = 'serving';
      await until('withdrawn', async () => (await labels())[label] === 'withdrawn');
    } finally {
      other.stop();
    }
  }, 60_000);

  test('tells when other sites answer and get no answer from this one, and moves nothing', async () => {
    const other = new OtherSite();
    const address = await other.start();
    const agent = await start({ site: 'site-1', otherSites: [{ site: 'site-2', addresses: [address] }] });
    await isUp(agent);
    const outside = async () => (await agent.status()).services[0]?.outside;
    try {
      other.seen = { 'site-1': 'serving' };
      await until('seen', async () => (await outside()) === 'seen');
      other.seen = { 'site-1': 'unknown' };
      await until('unseen', async () => (await outside()) === 'unseen', 20_000);
      expect(await agent.metrics()).toMatch(/seen_from_outside\{[^}]*\} 0/);
      // Events are written after what they tell of.
      await until('told', async () => {
        const { items } = await plane.admin.get<any>('/apis/events.k8s.io/v1/events');
        return items.some(({ reason }: any) => reason === 'NotSeenFromOutside');
      });
      expect(await labels()).toEqual({});
      // What this site sees of the other one it tells it in turn.
      const told = await (
        await fetch(`http://127.0.0.1:${agent.port}/vip/${(await agent.status()).services[0]?.vips[0]}`)
      ).json();
      expect(told).toMatchObject({ says: 'serving', seen: { 'site-2': 'serving' } });
      other.seen = undefined;
      await until('untold', async () => (await outside()) === 'untold');
      expect(await agent.metrics()).not.toMatch(/seen_from_outside\{/);
      other.seen = { 'site-1': 'serving' };
      await until('seen again', async () => (await outside()) === 'seen');
    } finally {
      other.stop();
    }
  }, 60_000);

  test('drains for maintenance asked by label, and comes back when it is taken off', async () => {
    const agent = await start();
    await isUp(agent);
    const ask = (value: string | null) =>
      plane.admin.patch(servicePath, { metadata: { labels: { 'anycast-mec.io/maintenance': value } } }, 'merge', 'kubectl-label');
    await ask('drain');
    await labelsAre({ [label]: 'drain' });
    await ask(null);
    await labelsAre({});
  }, 60_000);

  test('only decides and tells in shadow mode', async () => {
    const agent = await start({ mode: 'shadow' });
    await isUp(agent);
    const before = (await service()).metadata.resourceVersion;
    apps.forEach((app) => app.signal('SIGKILL'));
    await until('it tells', () => agent.lines.some(({ msg }) => msg.includes('(shadow: nothing is changed)')));
    expect((await service()).metadata.resourceVersion).toBe(before);
  }, 60_000);

  test('refuses a bad new configuration, keeps the old one in force, and takes a good one', async () => {
    const agent = await start();
    await isUp(agent);
    agent.write('{"hosts": 1}');
    await until('refused', async () => /config_stale 1/.test(await agent.metrics()));
    expect((await agent.status()).services[0]?.site.phase).toBe('UP');
    await until('an Event says so', async () =>
      JSON.stringify(await plane.admin.get('/apis/events.k8s.io/v1/namespaces/sensors/events')).includes('ConfigurationRefused'),
    );
    agent.write(configFor(plane, token, agent.port, appPort, { mode: 'shadow' }));
    await until('taken', async () => (await agent.status()).mode === 'shadow');
  }, 60_000);

  test('writes an Event with the reason', async () => {
    await isUp(await start());
    apps.forEach((app) => app.signal('SIGKILL'));
    await until('the Event', async () => {
      const { items } = await plane.admin.get<any>('/apis/events.k8s.io/v1/namespaces/sensors/events');
      return items.some(
        (event: any) => event.reason === 'VipWithdrawn' && /refused/.test(event.note) && event.regarding.name === 'sensors',
      );
    });
  }, 60_000);
});

/** Deletes an object; the agent's client has no such call, on purpose. */
async function deleted(plane: ControlPlane, path: string): Promise<void> {
  const { request } = await import('node:https');
  const { readFileSync } = await import('node:fs');
  const token = readFileSync(`${plane.folder}/tokens.csv`, 'utf8').split(',')[0];
  await new Promise<void>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    request(`${plane.server}${path}`, { method: 'DELETE', headers, ca: readFileSync(plane.caFile), agent: false }, (response) => {
      response.resume().once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
}
