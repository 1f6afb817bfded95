import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { accelerationArguments, chosenAcceleration } from './acceleration';
import { debianKernel } from './debian-kernel';
import { firstRoot, shareTag } from './first-root';
import { commandPort } from './guest-plan';
import type { Acceleration, GuestPlan, Share } from './guest-plan';

/** What comes out of a command in the guest. */
export interface GuestOutput {
  readonly stream: 'out' | 'err';
  readonly text: string;
}

/** A line from the guest's command port. */
interface PortLine {
  readonly ready?: true;
  readonly id?: number;
  readonly stream?: 'out' | 'err';
  readonly text?: string;
  readonly code?: number;
}

/** Longest boot, ms: a slow machine under the translator. */
const bootLimitMs = 300_000;

/** A virtual machine with Debian's kernel and this machine's programs, in which commands are run. */
export class Guest {
  /**
   * Boots it.
   *
   * @param folder of the guest's own: kernel arguments, console log, socket
   * @throws Error with the last of the console if it does not come up
   */
  public static async start(folder: string, cache: string, plan: GuestPlan): Promise<Guest> {
    mkdirSync(folder, { recursive: true });
    const kernel = await debianKernel(join(cache, 'kernels'));
    const shares = withSystem(plan.shares);
    const initramfs = join(folder, 'initramfs.gz');
    writeFileSync(initramfs, firstRoot(kernel, shares, startScript()));
    const acceleration = plan.acceleration ?? chosenAcceleration();
    const socket = join(folder, 'port');
    const console_ = join(folder, 'console.log');
    const child = spawn(
      'setpriv',
      [
        // Whatever ends us, ends QEMU.
        ...['--pdeathsig', 'KILL', 'qemu-system-x86_64'],
        ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-m', String(plan.memoryMiB ?? 3072)],
        ...accelerationArguments(acceleration),
        ...['-kernel', kernel.image, '-initrd', initramfs, '-append', 'console=ttyS0 panic=-1 quiet edd=off mitigations=off'],
        ...['-serial', `file:${console_}`, '-device', 'virtio-rng-pci', '-device', 'virtio-serial-pci'],
        ...[
          '-chardev',
          `socket,id=port,path=${socket},server=on,wait=off`,
          '-device',
          `virtserialport,chardev=port,name=${commandPort}`,
        ],
        ...shares.flatMap(({ path, writable }, index) => [
          '-virtfs',
          `local,path=${path.replaceAll(',', ',,')},mount_tag=${shareTag(index)},security_model=none,multidevs=remap${writable ? '' : ',readonly=on'}`,
        ]),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const guest = new Guest(child, acceleration, kernel.version, console_);
    try {
      await guest.open(socket);
    } catch (error) {
      guest.stop();
      throw error;
    }
    return guest;
  }

  private said = '';
  private socket: Socket | undefined;
  private count = 0;
  private readonly waiting = new Map<number, { output: (output: GuestOutput) => void; done: (code: number) => void }>();

  private constructor(
    private readonly machine: ChildProcess,
    public readonly acceleration: Acceleration,
    /** Version of its kernel. */
    public readonly kernel: string,
    /** File with what it wrote on its console. */
    public readonly consoleLog: string,
  ) {
    machine.stderr?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  /** Runs a program and gives its exit code. */
  public run(command: readonly string[], output: (output: GuestOutput) => void = () => undefined): Promise<number> {
    const id = this.count++;
    return new Promise((resolve, reject) => {
      if (!this.socket || this.machine.exitCode !== null) {
        reject(new Error('the guest does not run'));
        return;
      }
      this.waiting.set(id, { output, done: resolve });
      this.machine.once('exit', () => reject(new Error(`the guest ended: ${this.said}`)));
      this.socket.write(`${JSON.stringify({ id, command })}\n`);
    });
  }

  /** Calls back when it has ended, whoever ended it. */
  public onEnd(ended: () => void): void {
    this.machine.once('exit', ended);
  }

  /** Ends it at once. */
  public stop(): void {
    this.socket?.destroy();
    this.machine.kill('SIGKILL');
  }

  private async open(path: string): Promise<void> {
    const ended = once(this.machine, 'exit').then(() => {
      throw new Error(`QEMU ended: ${this.said}`);
    });
    const ready = this.ready(path);
    const late = new Promise<never>((_, reject) => {
      setTimeout(
        () => reject(new Error(`the guest did not come up in ${bootLimitMs} ms, see ${this.consoleLog}`)),
        bootLimitMs,
      ).unref();
    });
    ended.catch(() => undefined);
    ready.catch(() => undefined);
    await Promise.race([ready, ended, late]);
  }

  private async ready(path: string): Promise<void> {
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 50));
    const socket = createConnection(path);
    this.socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      createInterface(socket).on('line', (line) => {
        const { ready, id, stream, text, code } = JSON.parse(line) as PortLine;
        if (ready) resolve();
        const asker = id === undefined ? undefined : this.waiting.get(id);
        if (stream !== undefined && text !== undefined) asker?.output({ stream, text });
        if (code !== undefined && id !== undefined) {
          this.waiting.delete(id);
          asker?.done(code);
        }
      });
    });
  }
}

/** The shares of every guest: programs and configuration of this machine, and Node where it lies elsewhere. */
function withSystem(shares: readonly Share[]): Share[] {
  const node = dirname(dirname(process.execPath));
  const system = [
    { path: '/usr', writable: false },
    ...(node.startsWith('/usr') ? [] : [{ path: node, writable: false }]),
    { path: programsFolder(), writable: false },
  ];
  const all = [...system, ...shares];
  // A folder inside one that is shared already needs no share of its own, unless it is to be written.
  const needed = all.filter(
    ({ path, writable }, index) =>
      writable ||
      !all.some(
        (other, place) =>
          place !== index && !other.writable && isInside(path, other.path) && (path !== other.path || place < index),
      ),
  );
  return [{ path: '/etc', at: '/mnt/etc', writable: false }, ...needed];
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The folder that holds our own programs and everything that they load. */
function programsFolder(): string {
  const [before, inModules] = __dirname.split('/node_modules/');
  return inModules === undefined ? join(__dirname, '..', '..', '..') : (before ?? __dirname);
}

function startScript(): string {
  return [
    'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8',
    'ip link set lo up',
    // One processor for all: while something is measured real-time processes may have it whole, else all stand still for 50 ms a second.
    'echo -1 > /proc/sys/kernel/sched_rt_runtime_us',
    `'${process.execPath}' '${join(__dirname, '..', '..', 'build', 'guest', 'inside.js')}'`,
    'echo o > /proc/sysrq-trigger',
    'sleep 60',
  ].join('\n');
}
