import type { ChildProcess } from 'node:child_process';
import { images } from '../../../lib/constructs/objects/images';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BfdDaemonSet, RateLimiter } from 'anycast-mec';
import { Testing } from 'cdk8s';
import { componentSet } from '../../../lab/src/components';
import type { ImageFile } from '../../../lab/src/images';
import { imagesFor } from '../../../lab/src/images';
import { describeNeeding } from '../../real/network/requirements';
import { program, withoutGo, withoutRoot } from '../components/programs';
import { PrivateContainerd, usual } from './private-containerd';

/** A client in place of curl, which not every machine has: the body and the status of a page, or nothing. */
const asking = `fetch(process.argv[1]).then(async (answer) => process.stdout.write(await answer.text() + ' ' + answer.status), () => undefined)`;

const daemons = [
  '/usr/bin/containerd',
  '/usr/bin/ctr',
  '/usr/sbin/runc',
  '/usr/lib/frr/bfdd',
  '/usr/sbin/nginx',
  '/usr/bin/tini',
  '/usr/lib/frr/frr-reload.py',
];
const reason = [withoutGo(), withoutRoot(...daemons)].filter(Boolean).join(', ') || undefined;

/** The images whose programs are built in seconds or are files of this machine. */
const needs = [
  { name: 'anycast-mec.lab/pause:1', content: 'pause' },
  { name: images.frr, content: 'bfdd' },
  { name: 'mirror.example/frrouting/frr:10.5.3', content: 'frr' },
  { name: images.nginx, content: 'nginx' },
  { name: images.node, content: 'node' },
  {
    name: 'registry.example/sensors:1.0',
    content: 'sample-application',
    env: { LAB_SITE: 'mec-1', LAB_HOST: 'host-1', LAB_PORTS: '[{"port":9000,"protocol":"TCP","speaks":"http"}]' },
    program: '/app/server',
  },
] as const;

describeNeeding('images in a real containerd', reason, () => {
  let containerd: PrivateContainerd;
  let files: ImageFile[];
  const reference = (content: string) => files.find((file) => file.content === content)!.reference;
  const folder = (name: string, text?: Record<string, string>) => {
    const path = join(containerd.folder, name);
    mkdirSync(path);
    // As an emptyDir or ConfigMap is.
    chmodSync(path, 0o777);
    for (const [file, content] of Object.entries(text ?? {})) writeFileSync(join(path, file), content);
    return path;
  };

  beforeAll(async () => {
    await program('sample-application');
    containerd = new PrivateContainerd();
    await containerd.ready();
    files = await imagesFor(needs, { folder: folder('images') });
    for (const { path } of files) containerd.import(path);
  }, 180_000);
  afterAll(() => containerd.end());

  test('have the names and digests that were told', () => {
    const listed = containerd.run('ctr', ['--namespace', 'k8s.io', 'images', 'list']).stdout;
    for (const file of files) expect(listed).toMatch(new RegExp(`^${file.reference} .*${file.digest} `, 'm'));
  });

  test('are the same bytes when made again', async () => {
    const again = await imagesFor(needs, { folder: folder('again') });
    expect(again.map(({ digest }) => digest)).toEqual(files.map(({ digest }) => digest));
    for (const [i, { path }] of again.entries()) expect(readFileSync(path).equals(readFileSync(files[i]!.path))).toBe(true);
    // A hundred megabytes each.
    rmSync(join(containerd.folder, 'again'), { recursive: true });
  }, 60_000);

  test('bfdd starts with the command and the capabilities of the manifest, and takes its configuration', async () => {
    const chart = Testing.chart();
    new BfdDaemonSet(chart, 'bfd', { peers: ['192.0.2.1'], bfd: { interval: '50ms', multiplier: 3 } });
    const objects: any[] = Testing.synth(chart);
    const [container] = objects.find(({ kind }) => kind === 'DaemonSet').spec.template.spec.containers;
    const mounts = {
      '/etc/frr': { source: folder('frr-etc', objects.find(({ kind }) => kind === 'ConfigMap').data), readOnly: true },
      '/var/run/frr': { source: folder('frr-run') },
      '/var/tmp/frr': { source: folder('frr-tmp') },
    };
    const bfdd = containerd.start(reference('bfdd'), 'bfdd', [...container.command, ...container.args], {
      capabilities: container.securityContext.capabilities.add,
      mounts,
    });
    const said = output(bfdd);
    await until(() => /bfdd [\d.]+ starting/.test(said()), said);
    expect(containerd.run('ss', ['-Hlun', 'sport = :3784']).stdout).toContain(':3784');
    containerd.signal('bfdd', 'SIGKILL');
    await once(bfdd, 'exit');
    expect(said()).not.toMatch(/unknown command|invalid|denied:? .*conf/i);
  }, 60_000);

  test("FRR starts as in MetalLB's mode frr, and takes what its reload script is given", async () => {
    // As MetalLB's manifest: copied into an empty folder by the user of FRR's own image.
    const startup = {
      daemons: 'bgpd=yes\nbfdd=yes\nvtysh_enable=yes\nbgpd_options="-A 127.0.0.1 -p 0 --limit-fds 100000"\n',
      'frr.conf': 'frr version 8.0\nfrr defaults traditional\nhostname Router\nline vty\nlog stdout informational\n',
      'vtysh.conf': 'service integrated-vtysh-config\n',
      'wanted.conf': 'frr defaults traditional\nhostname host-1\nrouter bgp 64801\n neighbor 192.0.2.1 remote-as 64801\nexit\n',
    };
    const etc = folder('metallb-etc', startup);
    for (const name of Object.keys(startup)) chownSync(join(etc, name), 100, 101);
    // Not by `ctr tasks exec`: where this machine is itself a changed root, that leads out of it.
    const script = `/sbin/tini -s -- /usr/lib/frr/docker-start &
until vtysh -d bgpd -c 'show version' >/dev/null 2>&1; do sleep 0.2; done
python3 /usr/lib/frr/frr-reload.py --reload --overwrite --stdout /etc/frr/wanted.conf && vtysh -c 'show running-config'
echo "ended with $?"
wait`;
    const frr = containerd.start(reference('frr'), 'frr', ['/bin/sh', '-c', script], {
      capabilities: [...usual, 'NET_ADMIN', 'SYS_ADMIN'],
      mounts: { '/etc/frr': { source: etc }, '/var/run/frr': { source: folder('metallb-run') } },
    });
    const said = output(frr);
    await until(() => /^ended with /m.test(said()), said);
    expect(said()).toMatch(/^ neighbor 192\.0\.2\.1 remote-as 64801$/m);
    expect(said()).toMatch(/^ended with 0$/m);
    containerd.signal('frr', 'SIGKILL');
    await once(frr, 'exit');
  }, 60_000);

  test('the rate limiter serves the sample application, with the configuration and the command of the manifest', async () => {
    const chart = Testing.chart();
    new RateLimiter(chart, 'limiter', {
      namespace: 'sensors',
      upstream: { host: '127.0.0.1', port: 9000 },
      perClient: '1r/s',
      burst: 0,
      healthPath: '/healthz',
    });
    const objects: any[] = Testing.synth(chart);
    const [container] = objects.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers;
    const mounts = {
      '/etc/anycast-mec': { source: folder('nginx-etc', objects.find(({ kind }) => kind === 'ConfigMap').data), readOnly: true },
      '/tmp': { source: folder('nginx-tmp') },
    };
    const none = { capabilities: [] };
    const nginx = containerd.start(reference('nginx'), 'nginx', container.command, { ...none, mounts });
    const application = containerd.start(reference('sample-application'), 'application', ['/app/server'], none);
    const said = [output(nginx), output(application)];
    const get = (url: string) => containerd.run(process.execPath, ['-e', asking, url]).stdout;
    await until(
      () => get('http://127.0.0.1:8081/').endsWith(' 200'),
      () => said.map((text) => text()).join(''),
    );
    expect(get('http://127.0.0.1:8080/')).toMatch(/^\{"site":"mec-1","host":"host-1",.*\}\n 200$/);
    // One a second and no burst.
    expect(get('http://127.0.0.1:8080/')).toMatch(/ 429$/);
    for (const id of ['nginx', 'application']) containerd.signal(id, 'SIGTERM');
    expect((await once(application, 'exit'))[0]).toBe(0);
  }, 60_000);

  test('Node runs as a user that is not root', async () => {
    const node = containerd.start(reference('node'), 'node', ['node', '-e', 'console.log(process.version, process.getuid())']);
    const said = output(node);
    expect((await once(node, 'close'))[0]).toBe(0);
    expect(said()).toBe(`${process.version} 1000\n`);
  }, 30_000);

  test('the pause program sleeps until it is told to end', async () => {
    const pauseProgram = containerd.start(reference('pause'), 'pause', ['/pause']);
    const listed = () => containerd.run('ctr', ['--namespace', 'k8s.io', 'tasks', 'list']).stdout;
    await until(() => /^pause .*RUNNING/m.test(listed()), listed);
    containerd.signal('pause', 'SIGTERM');
    expect((await once(pauseProgram, 'exit'))[0]).toBe(0);
  }, 30_000);
});

describe('an image', () => {
  test('is refused when the program for it is missing', async () => {
    const components = await componentSet({ XDG_CACHE_HOME: '/nowhere', PATH: '' });
    const need = { name: 'quay.io/metallb/speaker:v0.16.1', content: 'metallb-speaker' } as const;
    await expect(imagesFor([need], { components, folder: '/tmp' })).rejects.toThrow(/metallb-speaker.*make components/);
  });
});

/** What a process has said so far. */
function output(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return () => said;
}

async function until(holds: () => boolean, otherwise: () => string): Promise<void> {
  for (const end = Date.now() + 50_000; Date.now() < end;) {
    if (holds()) return;
    await pause(50);
  }
  throw new Error(`waited in vain:\n${otherwise()}`);
}
