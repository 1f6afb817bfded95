import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { App, Chart } from 'cdk8s';
import { AnycastService, MetalLBPeering } from 'anycast-mec';
import { asString, ConstructTree } from 'anycast-mec/pulumi';

// What this operator has already: a cluster, made by another program, and a shop in it.
const config = new pulumi.Config();
const provider = new k8s.Provider('edge', { kubeconfig: config.requireSecret('kubeconfig') });
const namespace = new k8s.core.v1.Namespace('shop', { metadata: { name: 'shop' } }, { provider });
const labels = { app: 'shop' };
const shop = new k8s.apps.v1.Deployment(
  'shop',
  {
    metadata: { name: 'shop', namespace: namespace.metadata.name },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'shop', image: config.get('image') ?? 'registry.example/shop:3.1' }] },
      },
    },
  },
  { provider },
);

// What is new: the shop answers at a VIP that two border routers learn by BGP. There is no fleet; everything is said here.
const chart = new Chart(new App(), 'anycast');
new MetalLBPeering(chart, 'peering', {
  pools: { shop: ['203.0.113.16/28'] },
  hostAs: 64512,
  siteAs: 64701,
  peers: [
    { name: 'border-1', address: '192.0.2.1' },
    { name: 'border-2', address: '192.0.2.2' },
  ],
  hosts: ['host-1', 'host-2'],
});
new AnycastService(chart, 'shop', {
  vip: '203.0.113.17',
  // An Output of the program above: the Service waits for the namespace.
  namespace: asString(namespace.metadata.name),
  selector: labels,
  targetPort: 8080,
});
/** What the VIP consists of. */
export const anycast = new ConstructTree('anycast', { scope: chart }, { provider, dependsOn: shop });

/** What the cluster says of the VIP. */
export const status = anycast.resource('shop/service').status;
