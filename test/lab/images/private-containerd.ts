import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Capabilities that `ctr run` gives unless told (containerd, oci.defaultUnixCaps). */
export const usual: readonly string[] =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  );

/** What of a container's securityContext and volumes matters here. */
export interface ContainerOptions {
  /** @default - what containerd gives */
  readonly capabilities?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folders of this machine by where the container has them. */
  readonly mounts?: Readonly<Record<string, { readonly source: string; readonly readOnly?: boolean }>>;
}

/** A real containerd with folder, network, mounts and processes of its own: nothing of it is left when it is killed. */
export class PrivateContainerd {
  public readonly folder = mkdtempSync(join(tmpdir(), 'containerd-'));
  private readonly cgroup = `anycast-mec-test-${process.pid}`;
  private readonly owner: ChildProcess;
  private init = 0;

  public constructor() {
    const config = join(this.folder, 'config.toml');
    writeFileSync(
      config,
      `version = 2
root = "${this.folder}/root"
state = "/run/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[debug]
  level = "warn"
`,
    );
    const script = 'ip link set lo up && mount -t tmpfs run /run && exec containerd --config "$0"';
    const own = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    this.owner = spawn('unshare', [...own, 'sh', '-c', script, config], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** Waits until it answers. */
  public async ready(): Promise<void> {
    for (let i = 0; i < 200; i++) {
      const children = readFileSync(`/proc/${this.owner.pid}/task/${this.owner.pid}/children`, 'utf8');
      this.init = Number.parseInt(children, 10) || 0;
      if (this.init > 0 && this.run('ctr', ['version']).status === 0) return;
      await pause(50);
    }
    throw new Error('containerd does not answer');
  }

  /** Runs a program where the containers are. */
  public run(program: string, args: readonly string[]) {
    return spawnSync('nsenter', [...this.within(), program, ...args], { encoding: 'utf8', timeout: 60_000 });
  }

  public import(path: string): void {
    execFileSync('nsenter', [...this.within(), 'ctr', '--namespace', 'k8s.io', 'images', 'import', path]);
  }

  /** Starts a container with a root file system that cannot be written, in the network of this containerd. */
  public start(image: string, id: string, command: readonly string[], options: ContainerOptions = {}): ChildProcess {
    const { capabilities, env = {}, mounts = {} } = options;
    const args = ['--rm', '--net-host', '--read-only', '--seccomp', '--cgroup', `/${this.cgroup}/${id}`];
    for (const [target, { source, readOnly }] of Object.entries(mounts)) {
      args.push('--mount', `type=bind,src=${source},dst=${target},options=rbind:${readOnly ? 'ro' : 'rw'}`);
    }
    for (const [name, value] of Object.entries(env)) args.push('--env', `${name}=${value}`);
    if (capabilities) {
      for (const name of usual) if (!capabilities.includes(name)) args.push('--cap-drop', `CAP_${name}`);
      for (const name of capabilities) args.push('--cap-add', `CAP_${name}`);
    }
    const ctr = ['ctr', '--namespace', 'k8s.io', 'run', ...args, image, id, ...command];
    return spawn('nsenter', [...this.within(), ...ctr], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Sends a signal to the first process of a container. */
  public signal(id: string, signal: string): void {
    execFileSync('nsenter', [...this.within(), 'ctr', '--namespace', 'k8s.io', 'tasks', 'kill', '--signal', signal, id]);
  }

  public end(): void {
    this.owner.kill('SIGKILL');
    for (let i = 0; i < 50 && !this.removed(); i++) execFileSync('sleep', ['0.1']);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Removes the control groups, which outlive their processes. False: some are still in use. */
  private removed(): boolean {
    const root = '/sys/fs/cgroup';
    for (const parent of [root, ...readdirSync(root).map((name) => join(root, name))]) {
      const own = join(parent, this.cgroup);
      try {
        const inner = readdirSync(own, { withFileTypes: true }).filter((entry) => entry.isDirectory());
        for (const { name } of inner) rmdirSync(join(own, name));
        rmdirSync(own);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EBUSY') return false;
      }
    }
    return true;
  }

  private within(): string[] {
    return ['--target', `${this.init}`, '--mount', '--root', '--net', '--pid', '--'];
  }
}
