import { routesIn } from '../../../lab/src/routers/kernel';

describe('routes of the kernel, as ip tells them', () => {
  test('have prefix, protocol and next hops, the one that is used first in front', () => {
    const said = `[{"dst":"203.0.113.1","gateway":"10.0.0.1","dev":"pe","protocol":"static","metric":250,"flags":[]},
      {"dst":"203.0.113.1","protocol":"bgp","metric":20,"flags":[],"nexthops":[
        {"gateway":"10.1.1.11","dev":"hosts0","weight":1,"flags":[]},{"gateway":"10.1.1.12","dev":"hosts0","weight":1,"flags":[]}]}]`;
    expect(routesIn(said, 4)).toEqual([
      {
        prefix: '203.0.113.1/32',
        protocol: 'bgp',
        metric: 20,
        hops: [
          { device: 'hosts0', via: '10.1.1.11' },
          { device: 'hosts0', via: '10.1.1.12' },
        ],
      },
      { prefix: '203.0.113.1/32', protocol: 'static', metric: 250, hops: [{ device: 'pe', via: '10.0.0.1' }] },
    ]);
  });

  test('with labels keep their destination, which ip names twice', () => {
    const said =
      '[{"dst":"11.11.11.11","nhid":32,"encap":"mpls","dst":"16","gateway":"10.0.128.6","dev":"to-p-2","protocol":"bgp","metric":20,"flags":[]}]';
    expect(routesIn(said, 4)).toMatchObject([{ prefix: '11.11.11.11/32', hops: [{ device: 'to-p-2', via: '10.0.128.6' }] }]);
  });

  test('are none where nothing is said', () => {
    expect(routesIn('', 6)).toEqual([]);
  });
});
