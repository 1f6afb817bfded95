import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpKubernetesApi } from 'anycast-mec/clients';
import { labFieldManager } from 'anycast-mec/contract';
import type { ComponentName } from '../components';
import type { LabNode } from '../network/lab-node';
import { lookUntil } from '../network/until';
import type { NodeProcess } from '../network/node-process';
import {
  apiPort,
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  schedulerArguments,
} from './control-plane-arguments';
import type { ControlPlaneSettings } from './control-plane-arguments';
import { kubeconfigText } from './kubeconfig-text';
import { startLogged } from './hosts/logged-process';

/** What a control plane needs to know. */
export interface ControlPlaneOptions {
  /** Name of its site. */
  readonly name: string;
  /** Its node, with addresses. */
  readonly node: LabNode;
  /** Address at which hosts and pods find the API server. */
  readonly advertise: string;
  /** Address at which the lab's keeper finds it. */
  readonly keeperAddress: string;
  readonly serviceRanges: readonly string[];
  /** Absolute path of a program. @throws Error if it is not there */
  readonly program: (name: ComponentName) => string;
}

/** Programs of a control plane. */
type Program = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler';

/** A name in the certificate of every API server. */
export const apiServerName = 'kubernetes.default.svc';

/** Longest time an API server may take to be ready, ms: it takes a few seconds alone, and many start at once. */
const readyWithinMs = 300_000;
/** Longest silence of the API server before an answer, ms: a webhook may take 30 s. */
const answerMs = 35_000;
/**
 * How much each program gives way. Hosts and pods speak to the API server and give it up where it answers late, so it does not give way to
 * them, nor does what it stores in. The others have time.
 */
const niceness: Readonly<Record<Program, number>> = {
  etcd: 0,
  'kube-apiserver': 0,
  'kube-controller-manager': 5,
  'kube-scheduler': 5,
};

/** etcd, API server, controller manager and scheduler of a site, in a node of their own. */
export class ControlPlane {
  /** Token of an administrator, which ends with the lab. */
  private readonly token = randomBytes(16).toString('hex');
  private readonly processes = new Map<Program, NodeProcess>();
  private readonly settings: ControlPlaneSettings;
  private client: HttpKubernetesApi | undefined;

  public constructor(private readonly options: ControlPlaneOptions) {
    const folder = join(options.node.folder, 'control-plane');
    const { advertise, serviceRanges } = options;
    this.settings = { folder, advertise, serviceRanges, kubeconfig: join(folder, 'kubeconfig') };
  }

  /** The client of the API server. @throws Error before {@link start} */
  public get api(): HttpKubernetesApi {
    if (!this.client) throw new Error(`${this.options.name}: its API server was not started`);
    return this.client;
  }

  /** Starts all programs; returns when the API server is ready. @throws Error with what a program said that ended or was not ready in time */
  public async start(): Promise<void> {
    this.prepare();
    this.run('etcd');
    this.run('kube-apiserver');
    await this.apiServerAnswers();
    writeFileSync(this.settings.kubeconfig, this.kubeconfig('https://127.0.0.1:6443'), { mode: 0o600 });
    this.run('kube-controller-manager');
    this.run('kube-scheduler');
  }

  /** Kills the API server alone. */
  public killApiServer(): void {
    this.processes.get('kube-apiserver')?.kill('SIGKILL');
  }

  /** Starts the API server again; returns when it is ready. */
  public async startApiServer(): Promise<void> {
    await this.processes.get('kube-apiserver')?.exited;
    this.run('kube-apiserver');
    await this.apiServerAnswers();
  }

  /** A kubeconfig of an administrator that finds the API server at `server`. */
  public kubeconfig(server: string): string {
    const { name } = this.options;
    return kubeconfigText({ name, server, ca: this.authority(), token: this.token, serverName: apiServerName });
  }

  /** The API server as hosts and pods see it. */
  public get hostsKubeconfig(): string {
    return this.kubeconfig(`https://${this.options.advertise}:${apiPort}`);
  }

  /** Programs of it that do not run, with the end of what they said. */
  public ended(): string[] {
    return [...this.gone].map((program) => `${this.options.name}: ${program} has ended: ${this.tail(program)}`);
  }

  private readonly gone = new Set<Program>();

  private prepare(): void {
    const { folder } = this.settings;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const keys = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    writeFileSync(join(folder, 'sa.pub'), keys.publicKey);
    writeFileSync(join(folder, 'sa.key'), keys.privateKey, { mode: 0o600 });
    writeFileSync(join(folder, 'tokens.csv'), `${this.token},admin,1,"system:masters"\n`, { mode: 0o600 });
  }

  private run(program: Program): void {
    const { node } = this.options;
    const log = join(node.folder, `${program}.log`);
    const command = [this.options.program(program), this.argumentsOf(program)] as const;
    const started = startLogged(node, log, command, niceness[program]);
    this.processes.set(program, started);
    this.gone.delete(program);
    void started.exited.then(() => {
      if (this.processes.get(program) === started) this.gone.add(program);
    });
  }

  private argumentsOf(program: Program): string[] {
    switch (program) {
      case 'etcd':
        return etcdArguments(this.settings);
      case 'kube-apiserver':
        return apiServerArguments(this.settings);
      case 'kube-controller-manager':
        return controllerManagerArguments(this.settings);
      case 'kube-scheduler':
        return schedulerArguments(this.settings);
    }
  }

  private async apiServerAnswers(): Promise<void> {
    const { name, keeperAddress } = this.options;
    const look = async () => {
      for (const program of ['etcd', 'kube-apiserver'] as const) {
        if (this.gone.has(program)) throw new Error(`${name}: ${program} has ended: ${this.tail(program)}`);
      }
      const authority = this.authorityIfThere();
      if (authority !== undefined) {
        this.client ??= new HttpKubernetesApi({
          server: new URL(`https://${keeperAddress}:${apiPort}`),
          ca: authority,
          serverName: apiServerName,
          token: () => this.token,
          userAgent: labFieldManager,
          answerMs,
        });
        return await this.client.text('/readyz').catch((error: Error) => error.message);
      }
      return 'no certificate yet';
    };
    const last = await lookUntil(readyWithinMs, look, (state) => state === 'ok', 100);
    if (last !== 'ok')
      throw new Error(
        `${name}: the API server was not ready within ${readyWithinMs} ms: ${last}: ${this.tail('kube-apiserver')}`,
      );
  }

  private authority(): string {
    return readFileSync(join(this.settings.folder, 'apiserver.crt'), 'utf8');
  }

  private authorityIfThere(): string | undefined {
    try {
      return this.authority();
    } catch {
      return undefined;
    }
  }

  private tail(program: Program): string {
    try {
      return readFileSync(join(this.options.node.folder, `${program}.log`), 'utf8').slice(-2_000);
    } catch {
      return 'it said nothing';
    }
  }
}
