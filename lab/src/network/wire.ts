import type { LabNode } from './lab-node';
import type { Port } from './port';

/** How a cable is cut: the end sees loss of carrier; frames vanish; this percentage of frames vanishes. */
export type CutKind = 'carrier' | 'silent' | number;

/** A cut that is ready to be made. */
export interface Cut {
  /** Makes it. */
  apply(): Promise<void>;
  /** Takes it back; other cuts of the same cables stay. */
  undo(): Promise<void>;
}

/** The cable of one interface: its far end, in the namespace of the wires. */
export class Wire {
  /** The other end of a link; undefined on a LAN. */
  public partner: Wire | undefined;
  /** Bridge that it hangs on, if it does. */
  public bridge: string | undefined;
  /** Whether its far end is on a bridge or on the delay line. */
  public join: 'bridge' | 'line' = 'bridge';
  /** On a LAN with delay: the delay line's second interface, and the port of the bridge behind it. */
  public behind: { readonly line: string; readonly port: string } | undefined;
  /** On the delay line: lets it drop this percentage of frames both ways. */
  public setDrop: (percent: number) => Promise<void> = () => Promise.resolve();
  private readonly cuts = new Map<symbol, CutKind>();

  public constructor(
    public readonly port: Port,
    public readonly far: string,
  ) {}

  /** Whether any cut is made now. */
  public get isCut(): boolean {
    return this.cuts.size > 0;
  }

  /** Prepares a cut of several cables at once. */
  public static cut(wires: LabNode, cables: readonly Wire[], kind: CutKind): Cut {
    const id = Symbol('cut');
    const change = async (edit: (wire: Wire) => void) => {
      const lines = cables.map((wire) => {
        const before = wire.state();
        edit(wire);
        return wire.change(before);
      });
      await perform(wires, lines);
    };
    return {
      apply: () => change((wire) => wire.cuts.set(id, kind)),
      undo: () => change((wire) => wire.cuts.delete(id)),
    };
  }

  private state(): WireState {
    // On the delay line both ends are one cable: what leaves by either is dropped.
    const both = this.join === 'line' && this.partner ? [...this.cuts, ...this.partner.cuts] : [...this.cuts];
    const kinds = [...new Map(both).values()];
    const passing = kinds.filter((kind) => typeof kind === 'number').reduce((left, percent) => left * (1 - percent / 100), 1);
    return { carrier: ![...this.cuts.values()].includes('carrier'), silent: kinds.includes('silent'), loss: 1 - passing };
  }

  /** What has to be done after cuts were added or taken away. */
  private change(before: WireState): WireChange {
    const after = this.state();
    const change: WireChange = { ip: [], bridge: [], nft: [], drops: [] };
    const port = this.behind?.port ?? this.far;
    if (before.carrier !== after.carrier) change.ip.push(`link set ${this.far} ${after.carrier ? 'up' : 'down'}`);
    // A port that comes up again forwards again, whatever it did before.
    const again = after.carrier && !before.carrier && after.silent;
    if (before.silent !== after.silent || again) {
      if (this.join === 'bridge') change.bridge.push(`link set dev ${port} state ${after.silent ? 0 : 3}`);
    }
    if (this.join === 'line') {
      const drop = (state: WireState) => (state.silent ? 100 : 100 * state.loss);
      if (drop(before) !== drop(after)) change.drops.push(() => this.setDrop(drop(after)));
    } else if (before.loss !== after.loss) change.nft.push(this.lossTable(port, after.loss));
    return change;
  }

  /** A packet filter at the interface itself, which drops frames at random. */
  private lossTable(port: string, loss: number): string {
    const table = `table netdev loss_${this.far}`;
    const chain = (hook: string, device: string) =>
      `chain ${hook}_${device} {
type filter hook ${hook} device "${device}" priority 0
numgen random mod 100000 < ${Math.round(loss * 100_000)} drop
}`;
    const chains = [chain('ingress', port), chain('egress', port)];
    return [`${table} {}`, `delete ${table}`, ...(loss > 0 ? [`${table} {`, ...chains, '}'] : []), ''].join('\n');
  }
}

interface WireState {
  readonly carrier: boolean;
  readonly silent: boolean;
  /** Share of frames that vanish. */
  readonly loss: number;
}

interface WireChange {
  readonly ip: string[];
  readonly bridge: string[];
  readonly nft: string[];
  readonly drops: (() => Promise<void>)[];
}

async function perform(wires: LabNode, changes: readonly WireChange[]): Promise<void> {
  const all = (of: 'ip' | 'bridge' | 'nft') => [...new Set(changes.flatMap((change) => change[of]))];
  const [ip, bridge, nft] = [all('ip'), all('bridge'), all('nft')];
  const drops = changes.flatMap((change) => change.drops).map((drop) => drop());
  await wires.ip(ip);
  if (bridge.length) await wires.must('bridge', ['-batch', '-'], { input: `${bridge.join('\n')}\n` });
  if (nft.length) await wires.must('nft', ['-f', '-'], { input: nft.join('\n') });
  await Promise.all(drops);
}
