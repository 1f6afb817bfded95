import type { BgpRoute, NeighborState } from './running-router';

/** Of `show protocols all`: the state of each BGP session by the neighbor's address. */
export function sessionsOf(text: string): Map<string, string> {
  const states = new Map<string, string>();
  let state = '';
  for (const line of text.split('\n')) {
    const found = /^\s+(BGP state|Neighbor address):\s+(\S+)/.exec(line);
    if (found?.[1] === 'BGP state') state = String(found[2]);
    else if (found) states.set(String(found[2]).replace(/%.*/, ''), state);
  }
  return states;
}

/** Of `show bfd sessions`: the state of each session by the neighbor's address, in lower case. */
export function bfdOf(text: string): Map<string, string> {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  return new Map(
    lines
      .filter((words) => /^[0-9a-f.:]+$/.test(words[0] ?? '') && words.length >= 4)
      .map((words) => [String(words[0]), String(words[2]).toLowerCase()]),
  );
}

/** Of `show route ... all`: every path of BGP, and what is originated. */
export function routesOf(text: string): BgpRoute[] {
  const routes: (BgpRoute & { bgp: boolean })[] = [];
  let prefix = '';
  for (const line of text.split('\n')) {
    const head = /^(\S+)?\s+(?:unicast|blackhole|unreachable) \[(\S+) [^\]]*\]\s*(\*)?/.exec(line);
    const attribute = /^\s+BGP\.(as_path|local_pref|next_hop):\s*(.*)/.exec(line);
    const last = routes.at(-1);
    if (head) {
      prefix = head[1] ?? prefix;
      routes.push({ prefix, best: head[3] === '*', asPath: [], nextHop: '', bgp: String(head[2]).startsWith('originated') });
    } else if (attribute && last) {
      const value = String(attribute[2]).trim();
      const learned = { ...last, bgp: true };
      if (attribute[1] === 'as_path')
        routes[routes.length - 1] = { ...learned, asPath: value === '' ? [] : value.split(/\s+/).map(Number) };
      if (attribute[1] === 'local_pref') routes[routes.length - 1] = { ...learned, localPreference: Number(value) };
      if (attribute[1] === 'next_hop') routes[routes.length - 1] = { ...learned, nextHop: String(value.split(/\s+/)[0]) };
    }
  }
  return routes.filter((route) => route.bgp).map(({ bgp: _bgp, ...route }) => route);
}

/** Of `show protocols all`: each neighbor of BGP by its address, over all families. */
export function neighborsOf(text: string): Map<string, NeighborState> {
  const found = new Map<string, NeighborState>();
  for (const block of text.split(/\n(?=\S)/)) {
    const [, since] = /^\S+\s+BGP\s+\S+\s+\S+\s+(\S+(?: \d\S+)?)/.exec(block) ?? [];
    const [, address] = /^\s+Neighbor address:\s+([^\s%]+)/m.exec(block) ?? [];
    if (since === undefined || address === undefined) continue;
    const imported = [...block.matchAll(/^\s+Routes:\s+(\d+) imported/gm)].map(([, count]) => Number(count));
    found.set(address, {
      isUp: /^\s+BGP state:\s+Established/m.test(block),
      since,
      accepted: imported.reduce((sum, count) => sum + count, 0),
    });
  }
  return found;
}
