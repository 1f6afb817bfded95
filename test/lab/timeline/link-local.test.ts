import { linkLocalNames } from '../../../lab/src/timeline/link-local';

/** A node whose `ip` says this. */
function nodeThat(name: string, out: string, code = 0) {
  return { name, run: () => Promise.resolve({ code, out, err: '' }) };
}

const ofPe = [
  { ifname: 'lo', addr_info: [] },
  { ifname: 'eth0', addr_info: [{ family: 'inet6', local: 'fe80::686a:c3ff:feae:33b2', prefixlen: 64, scope: 'link' }] },
  { ifname: 'eth1', addr_info: [{ family: 'inet6', local: 'fe80::1', prefixlen: 64, scope: 'link' }] },
];

test('a link-local address is known by the node that has it', async () => {
  const names = await linkLocalNames([nodeThat('north/n-1', JSON.stringify(ofPe)), nodeThat('north/n-2', '')]);
  expect([...names]).toEqual([
    ['fe80::686a:c3ff:feae:33b2', 'north/n-1'],
    ['fe80::1', 'north/n-1'],
  ]);
});

test('a node that cannot say so is left out', async () => {
  await expect(linkLocalNames([nodeThat('north/n-1', '', 1)])).resolves.toEqual(new Map());
});
