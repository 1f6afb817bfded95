import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeconfigText } from '../../../lab/src/clusters/kubeconfig-text';
import type { ComponentName } from '../../../lab/src/components';
import { Cluster } from '../stand-in-provider/cluster';

/** A free TCP port of this machine. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A real etcd, kube-apiserver and kube-controller-manager (namespaces and garbage only) on this machine's loopback. No pod ever runs:
 * the controllers that would make them are off.
 */
export class RealControlPlane {
  public readonly kubeconfig: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'control-plane-'));
  private readonly processes: ChildProcess[] = [];
  private api: Cluster | undefined;

  public constructor(
    private readonly name: string,
    private readonly program: (name: ComponentName) => string,
  ) {
    this.kubeconfig = join(this.folder, 'kubeconfig');
  }

  /** The API server, as an administrator. */
  public get cluster(): Cluster {
    if (!this.api) throw new Error(`the control plane of ${this.name} was not started`);
    return this.api;
  }

  /** @throws Error if the API server is not ready in time, with what it said last */
  public async start(): Promise<void> {
    const [client, peer, secure] = [await freePort(), await freePort(), await freePort()];
    const at = (name: string) => join(this.folder, name);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const token = randomBytes(16).toString('hex');
    writeFileSync(at('sa.pub'), publicKey);
    writeFileSync(at('sa.key'), privateKey, { mode: 0o600 });
    writeFileSync(at('tokens.csv'), `${token},admin,1,"system:masters"\n`, { mode: 0o600 });
    const [etcd, etcdPeer] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
    this.run('etcd', [
      ...[`--data-dir=${at('etcd')}`, `--listen-client-urls=${etcd}`, `--advertise-client-urls=${etcd}`],
      ...[`--listen-peer-urls=${etcdPeer}`, `--initial-advertise-peer-urls=${etcdPeer}`, `--initial-cluster=default=${etcdPeer}`],
      ...['--unsafe-no-fsync=true', '--log-level=error'],
    ]);
    this.run('kube-apiserver', [
      ...[`--etcd-servers=${etcd}`, '--bind-address=127.0.0.1', `--secure-port=${secure}`, `--cert-dir=${this.folder}`],
      ...['--advertise-address=192.0.2.1', '--endpoint-reconciler-type=none', `--token-auth-file=${at('tokens.csv')}`],
      ...['--authorization-mode=RBAC', '--allow-privileged=true', '--service-cluster-ip-range=10.96.0.0/16,fd00:96::/112'],
      ...['--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${at('sa.pub')}`],
      ...[`--service-account-signing-key-file=${at('sa.key')}`, '--disable-admission-plugins=ServiceAccount'],
    ]);
    const server = `https://127.0.0.1:${secure}`;
    // The client of the tests does not check the certificate, which the API server is about to write.
    const early = kubeconfigText({ name: this.name, server, ca: '', token });
    this.api = new Cluster(early);
    await this.ready();
    const ca = readFileSync(at('apiserver.crt'), 'utf8');
    writeFileSync(this.kubeconfig, kubeconfigText({ name: this.name, server, ca, token, serverName: 'kubernetes.default.svc' }), {
      mode: 0o600,
    });
    this.run('kube-controller-manager', [
      ...['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map((flag) => `--${flag}=${this.kubeconfig}`),
      ...['--bind-address=127.0.0.1', `--secure-port=${await freePort()}`, `--cert-dir=${at('kcm')}`, '--leader-elect=false'],
      ...['--controllers=namespace-controller,garbage-collector-controller', '--use-service-account-credentials=false'],
    ]);
  }

  /** Ends all of it, and removes what it kept. */
  public stop(): void {
    // The API server does not end while etcd is gone; nothing here is worth an orderly end.
    for (const child of this.processes.reverse()) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  private run(name: ComponentName, args: readonly string[]): void {
    mkdirSync(join(this.folder, 'kcm'), { recursive: true });
    const log = openSync(join(this.folder, `${name}.log`), 'w');
    this.processes.push(spawn(this.program(name), args, { stdio: ['ignore', log, log] }));
  }

  private async ready(): Promise<void> {
    const end = Date.now() + 240_000;
    for (;;) {
      try {
        await this.cluster.call('GET', '/readyz');
        await this.cluster.call('GET', '/api/v1/namespaces/default');
        return;
      } catch (error) {
        if (Date.now() > end) {
          const said = readFileSync(join(this.folder, 'kube-apiserver.log'), 'utf8').trim().split('\n').slice(-3);
          throw new Error(`the API server of ${this.name} is not ready: ${String(error)}\n${said.join('\n')}`, { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }
}
