/** What a node of the picture stands for. */
export type NodeKind = 'border' | 'pe' | 'p' | 'hosts' | 'clients' | 'exchange' | 'site';

/** A node. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly lines: readonly string[];
}

/** An AS as a box, with what is in it. */
export interface PictureBox {
  readonly id: string;
  readonly kind: 'network' | 'site';
  readonly lines: readonly string[];
  readonly nodes: readonly PictureNode[];
}

/** A line between two nodes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** A cable inside an AS, an eBGP session between two, the LAN of hosts or clients. */
  readonly kind: 'link' | 'session' | 'lan';
  readonly label: string;
}

/** A fleet as boxes and lines, before any syntax. */
export interface Picture {
  readonly name: string;
  /** Whether there are so many sites that each is one node. */
  readonly compact: boolean;
  readonly boxes: readonly PictureBox[];
  /** Nodes outside of every box: exchanges, and sites of a compact picture. */
  readonly loose: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** An edge with everything. */
export function edge(from: string, to: string, kind: PictureEdge['kind'], label: string): PictureEdge {
  return { from, to, kind, label };
}

/** A delay as a label, ms; none where there is none. */
export function delayText(ms: number): string {
  return ms ? `${ms} ms` : '';
}

/** `1 host`, `2 hosts`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The parts that are not empty, with commas. */
export function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(', ');
}
