import { createHash } from 'node:crypto';

/** The name part of a label key, and the value of a label, have at most 63 characters (Kubernetes, "Labels and Selectors"). */
export const labelNameLimit = 63;

/** Characters of the digest that makes a cut name one of its own. */
const digestLength = 8;

/**
 * Label of a VIP's route at one host: `<routeLabel>.<node>`. A name that leaves no room is cut, and a digest of the whole name stands at its
 * end: as the manifests have it that select by this label.
 *
 * @param routeLabel label of the whole site, such as `anycast-mec.io/route`
 */
export function hostLabel(routeLabel: string, node: string): string {
  const room = roomForNode(routeLabel);
  if (node.length <= room) return `${routeLabel}.${node}`;
  const digest = createHash('sha256').update(node).digest('hex').slice(0, digestLength);
  return `${routeLabel}.${node.slice(0, room - digestLength - 1)}-${digest}`;
}

/** Whether labels of single hosts have room beside this label of the site: for the digest and a character more. */
export function leavesRoom(routeLabel: string): boolean {
  return roomForNode(routeLabel) > digestLength + 1;
}

function roomForNode(routeLabel: string): number {
  return labelNameLimit - (routeLabel.length - routeLabel.indexOf('/') - 1) - '.'.length;
}
