import type { NodeKind, Picture, PictureNode } from './picture';

/** What stands around the words of a node. */
const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  border: ['(', ')'],
  pe: ['(', ')'],
  p: ['[', ']'],
  hosts: ['[[', ']]'],
  clients: ['([', '])'],
  exchange: ['{{', '}}'],
  site: ['(', ')'],
};

/** A picture in the language of Mermaid (https://mermaid.js.org), as GitHub and GitLab draw it in documents. */
export function mermaidOf(picture: Picture): string {
  const ids = new Map<string, string>();
  // Names may be keywords of Mermaid, such as `end`: nodes are numbered.
  const id = (name: string) => {
    const known = ids.get(name) ?? `n${ids.size + 1}`;
    ids.set(name, known);
    return known;
  };
  const node = ({ id: name, kind, lines }: PictureNode) => `${id(name)}${shapes[kind][0]}${words(lines)}${shapes[kind][1]}`;
  return [
    'flowchart LR',
    ...picture.boxes.flatMap((box) => [
      `  subgraph ${id(`box ${box.id}`)}[${words(box.lines)}]`,
      ...box.nodes.map((entry) => `    ${node(entry)}`),
      '  end',
    ]),
    ...picture.loose.map((entry) => `  ${node(entry)}`),
    ...picture.edges.map(({ from, to, kind, label }) => {
      const line = kind === 'session' ? '===' : '---';
      return `  ${id(from)} ${line}${label ? `|${words([label])}|` : ''} ${id(to)}`;
    }),
    '',
  ].join('\n');
}

const words = (lines: readonly string[]) =>
  `"${lines.map((line) => line.replace(/[#"<>&]/g, (c) => `#${c.charCodeAt(0)};`)).join('<br/>')}"`;
