import { pictureOf } from 'anycast-mec';
import type { Picture, PictureEdge, PictureNode } from 'anycast-mec';
import type { RunningLab } from '../model/running-lab';

/** The picture of a lab's fleet: what has no power, what is cut and what was broken is written at it. */
export function markedPicture(lab: RunningLab): Picture {
  const picture = pictureOf(lab.fleet);
  const marks = marksOf(lab);
  const mark = (node: PictureNode): PictureNode => ({ ...node, lines: [...node.lines, ...(marks.get(node.id) ?? [])] });
  return {
    ...picture,
    boxes: picture.boxes.map((box) => ({
      ...box,
      lines: [...box.lines, ...(marks.get(box.id) ?? [])],
      nodes: box.nodes.map(mark),
    })),
    loose: picture.loose.map(mark),
    edges: picture.edges.map((edge) =>
      isCut(lab, edge) ? { ...edge, label: [edge.label, 'CUT'].filter(Boolean).join(', ') } : edge,
    ),
  };
}

/** Words by the id of what they stand at: routers and hosts without power, and the faults at their targets. */
function marksOf(lab: RunningLab): Map<string, string[]> {
  const marks = new Map<string, string[]>();
  const add = (id: string, text: string) => marks.set(id, [...(marks.get(id) ?? []), text]);
  for (const router of lab.routers.values()) if (router.node.initPid === undefined) add(router.name, 'NO POWER');
  for (const { name, hosts } of lab.fleet.sites) {
    const off = hosts.filter(({ fullName }) => lab.network.find(fullName).initPid === undefined);
    if (off.length) add(`${name}/hosts`, `NO POWER: ${off.map((host) => host.name).join(', ')}`);
    const cut = hosts.filter(({ fullName }) => lab.network.portsOf(fullName).some((port) => lab.network.isCut(port)));
    if (cut.length) add(`${name}/hosts`, `CUT: ${cut.map((host) => host.name).join(', ')}`);
  }
  for (const { verb, target } of lab.faults.active()) {
    const site = lab.sites.get(target.split('/')[0] ?? '');
    const id = lab.routers.has(target) ? target : (site?.site.name ?? target);
    add(id, `FAULT: ${verb} ${target}`);
  }
  return marks;
}

/** Whether the cable between two routers of the picture is cut. */
function isCut({ network, routers }: RunningLab, { from, to }: PictureEdge): boolean {
  if (!routers.has(from) || !routers.has(to)) return false;
  return network.portsOf(from).some((port) => network.otherEnd(port)?.node === to && network.isCut(port));
}
