import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpKubernetesApi } from 'anycast-mec/clients';
import type { KubernetesApi } from 'anycast-mec/clients';
import { components } from './components';
import { until } from './until';

/** A real kube-apiserver and etcd, for tests of the agent. Test equipment: nothing of it survives the test. */
export class ControlPlane {
  public readonly folder = mkdtempSync(join(tmpdir(), 'control-plane-'));
  private readonly adminToken = randomBytes(16).toString('hex');
  private etcd: ChildProcess | undefined;
  private apiserver: ChildProcess | undefined;
  private ports: [number, number, number] = [0, 0, 0];

  private constructor() {}

  /** Starts both, and waits until the API server is ready. */
  public static async start(): Promise<ControlPlane> {
    const plane = new ControlPlane();
    plane.ports = [await freePort(), await freePort(), await freePort()];
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(plane.folder, 'sa.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(join(plane.folder, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(plane.folder, 'tokens.csv'), `${plane.adminToken},admin,1,"system:masters"\n`, { mode: 0o600 });
    plane.startEtcd();
    await plane.startApiServer();
    return plane;
  }

  public get server(): string {
    return `https://127.0.0.1:${this.ports[2]}`;
  }

  public get caFile(): string {
    return join(this.folder, 'apiserver.crt');
  }

  /** The API as an administrator has it. */
  public get admin(): KubernetesApi {
    return this.as(this.adminToken);
  }

  /** The API with a token. */
  public as(token: string): KubernetesApi {
    // The certificate that the API server makes for itself is its own authority.
    return new HttpKubernetesApi({ server: new URL(this.server), ca: this.certificate(), token: () => token, userAgent: 'test' });
  }

  /** A token of a service account, in a file. */
  public async tokenFile(namespace: string, account: string): Promise<string> {
    const { status } = await this.admin.create<{ status: { token: string } }>(
      `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: 3600 },
      },
    );
    const file = join(this.folder, `${account}.token`);
    writeFileSync(file, status.token, { mode: 0o600 });
    return file;
  }

  /** Kills the API server; etcd keeps everything. */
  public async stopApiServer(): Promise<void> {
    await killed(this.apiserver);
    this.apiserver = undefined;
  }

  public async startApiServer(): Promise<void> {
    const { folder } = this;
    const found = components();
    if ('missing' in found) throw new Error(found.missing);
    this.apiserver = this.spawn(found.apiserver, 'apiserver.log', [
      `--etcd-servers=http://127.0.0.1:${this.ports[0]}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${this.ports[2]}`,
      '--advertise-address=192.0.2.1',
      '--endpoint-reconciler-type=none',
      `--cert-dir=${folder}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--allow-privileged=true',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${join(folder, 'sa.pub')}`,
      `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
      '--disable-admission-plugins=ServiceAccount,TaintNodesByCondition',
    ]);
    await until('the API server is ready', async () => {
      await this.admin.get('/api/v1/namespaces/default');
      return true;
    });
  }

  /** Lets etcd forget all old versions, so that no watch can resume from one. */
  public async compact(): Promise<void> {
    const post = async (path: string, body: object) => {
      const answer = await fetch(`http://127.0.0.1:${this.ports[0]}${path}`, { method: 'POST', body: JSON.stringify(body) });
      return (await answer.json()) as { header?: { revision?: string } };
    };
    const { header } = await post('/v3/kv/range', { key: 'AA==' });
    await post('/v3/kv/compaction', { revision: header?.revision ?? '1', physical: true });
  }

  public async stop(): Promise<void> {
    await killed(this.apiserver);
    await killed(this.etcd);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private startEtcd(): void {
    const found = components();
    if ('missing' in found) throw new Error(found.missing);
    const [client, peer] = this.ports.map((port) => `http://127.0.0.1:${port}`);
    this.etcd = this.spawn(found.etcd, 'etcd.log', [
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--data-dir=${join(this.folder, 'etcd')}`,
      '--unsafe-no-fsync=true',
      '--log-level=warn',
    ]);
  }

  private spawn(program: string, log: string, args: readonly string[]): ChildProcess {
    const output = openSync(join(this.folder, log), 'a');
    const child = spawn(program, args, { stdio: ['ignore', output, output] });
    closeSync(output);
    return child;
  }

  private certificate(): Buffer {
    return readFileSync(this.caFile);
  }
}

/** Kills a process and waits for its end. */
async function killed(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await end;
}

/** A TCP port that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
