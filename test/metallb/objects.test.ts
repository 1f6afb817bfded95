import { Testing } from 'cdk8s';
import { BFDProfile, BGPAdvertisement, BGPPeer, Community, IPAddressPool } from '../../lib/metallb';

describe('the objects of MetalLB', () => {
  const chart = Testing.chart();
  const metadata = { name: 'it', namespace: 'metallb-system' };
  new IPAddressPool(chart, 'pool', { metadata, spec: { addresses: ['203.0.113.0/24'], autoAssign: false } });
  new BGPPeer(chart, 'peer', {
    metadata: { ...metadata, labels: { a: 'b' } },
    spec: { myASN: 64512, peerASN: 64701, peerAddress: '10.1.1.1' },
  });
  new BGPAdvertisement(chart, 'advertisement', { metadata, spec: { communities: [], peers: ['it'] } });
  new BFDProfile(chart, 'bfd', { metadata, spec: { detectMultiplier: 3 } });
  new Community(chart, 'community', { metadata, spec: { communities: [{ name: 'gshut', value: '65535:0' }] } });
  const objects = Testing.synth(chart);

  test('have the versions that MetalLB 0.16 stores', () => {
    expect(objects.map(({ kind, apiVersion }) => `${kind} ${apiVersion}`)).toEqual([
      'IPAddressPool metallb.io/v1beta1',
      'BGPPeer metallb.io/v1beta2',
      'BGPAdvertisement metallb.io/v1beta1',
      'BFDProfile metallb.io/v1beta1',
      'Community metallb.io/v1beta1',
    ]);
  });
  test('keep what is given as it is', () => {
    expect(objects[1]).toMatchObject({
      metadata: { labels: { a: 'b' } },
      spec: { myASN: 64512, peerASN: 64701, peerAddress: '10.1.1.1' },
    });
  });
  test('leave empty lists out', () => expect(objects[2].spec).toEqual({ peers: ['it'] }));
});
