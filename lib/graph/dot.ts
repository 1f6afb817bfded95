import type { NodeKind, Picture, PictureBox, PictureEdge, PictureNode } from './picture';

const shapes: Readonly<Record<NodeKind, string>> = {
  border: 'shape=box, style="rounded,filled", fillcolor="#bfdbfe"',
  pe: 'shape=box, style="rounded,filled", fillcolor="#bbf7d0"',
  p: 'shape=box, style="rounded,filled", fillcolor="#f1f5f9"',
  hosts: 'shape=box3d, style=filled, fillcolor="#fef3c7"',
  clients: 'shape=ellipse, style=filled, fillcolor="#ffffff"',
  exchange: 'shape=ellipse, style=filled, fillcolor="#fde68a"',
  site: 'shape=box, style="rounded,filled", color="#94a3b8", fillcolor="#eff6ff"',
};

const strokes: Readonly<Record<PictureEdge['kind'], string>> = {
  link: 'color="#334155", penwidth=1.5',
  session: 'color="#2563eb", fontcolor="#2563eb", penwidth=1.5',
  lan: 'color="#94a3b8"',
};

const boxColours: Readonly<Record<PictureBox['kind'], string>> = { network: '#f8fafc', site: '#eff6ff' };

/** A picture in the DOT language of Graphviz. */
export function dotOf(picture: Picture): string {
  return [
    `graph ${quoted(picture.name)} {`,
    '  graph [fontname="Helvetica,sans-serif", fontsize=12, bgcolor=white, labeljust=r];',
    `  graph [rankdir=LR, newrank=true, nodesep=${picture.compact ? 0.18 : 0.3}, ranksep=${picture.compact ? 2.4 : 0.6}];`,
    '  node [fontname="Helvetica,sans-serif", fontsize=11, margin="0.22,0.06", height=0.35];',
    '  edge [fontname="Helvetica,sans-serif", fontsize=9];',
    ...picture.boxes.flatMap((entry) => box(entry, picture.compact)),
    ...picture.loose.map((entry) => node(entry)),
    ...picture.edges.map((line) => edge(line, picture.compact)),
    '}',
    '',
  ].join('\n');
}

function box({ id, kind, lines, nodes }: PictureBox, compact: boolean): string[] {
  return [
    `  subgraph ${quoted(`cluster ${id}`)} {`,
    `    label=${label(lines.map(padded))}; style="rounded,filled"; color="#94a3b8"; fillcolor="${boxColours[kind]}"; margin=12;`,
    ...nodes.map((entry) => `  ${node(entry)}`),
    // The routers in one column, the sites on both sides of it.
    ...(compact ? [`    { rank=same; ${nodes.map((entry) => `${quoted(entry.id)};`).join(' ')} }`] : []),
    '  }',
  ];
}

const node = ({ id, kind, lines }: PictureNode) => `  ${quoted(id)} [label=${label(lines)}, ${shapes[kind]}];`;
// Sessions meet the column of routers at its sides, so that they cross no label above it.
const edge = (line: PictureEdge, compact: boolean) =>
  `  ${quoted(line.from)} -- ${quoted(line.to)} [label=${edgeLabel(line.label)}, ${strokes[line.kind]}${compact && line.kind === 'session' ? ', tailport=e, headport=w' : ''}];`;

/** On white, since lines may pass below. */
const edgeLabel = (text: string) =>
  text === ''
    ? '""'
    : `<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1"><TR><TD BGCOLOR="white">${text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}</TD></TR></TABLE>>`;

/** Room at both ends: viewers draw with fonts wider than the one that was measured. */
const padded = (line: string) => `   ${line}   `;

const escaped = (text: string) => text.replace(/[\\"]/g, '\\$&');
const quoted = (text: string) => `"${escaped(text)}"`;
const label = (lines: readonly string[]) => `"${lines.map(escaped).join('\\n')}"`;
