import { Fleet } from '../../lib/fleet';
import { dotOf } from '../../lib/graph/dot';
import { mermaidOf } from '../../lib/graph/mermaid';
import { pictureOf } from '../../lib/graph/picture';

const testbed = Fleet.load('examples/thesis-testbed/fleet.yaml');
const picture = pictureOf(testbed);

test('every AS is a box, every router a node, every uplink a session', () => {
  expect(picture.boxes.map(({ id }) => id)).toEqual([...testbed.networks, ...testbed.sites].map(({ name }) => name));
  const nodes = new Set([...picture.boxes.flatMap((box) => box.nodes), ...picture.loose].map(({ id }) => id));
  for (const { routers } of testbed.networks) for (const { fullName } of routers) expect(nodes).toContain(fullName);
  for (const { from, to } of picture.edges) expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
  for (const { pe, border } of testbed.sites.flatMap((site) => site.uplinks))
    expect(picture.edges).toContainEqual(expect.objectContaining({ from: pe.fullName, to: border.fullName, kind: 'session' }));
});

test('delays stand at the links', () => {
  const links = picture.edges.filter(({ kind }) => kind === 'link');
  expect(links.map(({ label }) => label)).toEqual(testbed.networks.flatMap((n) => n.links.map(({ delayMs }) => `${delayMs} ms`)));
});

test('many sites are one node each, and no session is lost', () => {
  const metro = Fleet.load('examples/metro/fleet.yaml');
  const { boxes, loose, edges } = pictureOf(metro);
  expect(boxes.map(({ id }) => id)).toEqual(metro.networks.map(({ name }) => name));
  expect(loose.filter(({ kind }) => kind === 'site')).toHaveLength(metro.sites.length);
  expect(edges.filter(({ kind }) => kind === 'session')).toHaveLength(metro.sites.flatMap((site) => site.uplinks).length);
});

test('in Mermaid every box and line is there, words in quotes', () => {
  const text = mermaidOf(picture);
  expect(text.match(/^ {2}subgraph /gm)).toHaveLength(picture.boxes.length);
  expect(text.match(/ (===|---)/g)).toHaveLength(picture.edges.length);
  expect(text).toContain('["mec-1<br/>AS 65533"]');
});

test('no word breaks out of its place', () => {
  const bad = 'x"]; \\ <b>&';
  const odd = { ...picture, boxes: [], loose: [{ id: 'a', kind: 'exchange' as const, lines: [bad] }], edges: [] };
  expect(dotOf(odd)).toContain('label="x\\"]; \\\\ <b>&"');
  expect(mermaidOf(odd)).toContain('{{"x#34;]; \\ #60;b#62;#38;"}}');
});
