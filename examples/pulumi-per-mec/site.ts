import * as pulumi from '@pulumi/pulumi';
import { AnycastService, BfdDaemonSet, FailoverAgent, MetalLBPeering } from 'anycast-mec';
import { asString, MecSite, siteFromConfig } from 'anycast-mec/pulumi';

const config = new pulumi.Config();
// It may come from anywhere that Pulumi reads, such as another stack; here from the configuration.
const image = asString(pulumi.output(config.get('image') ?? 'registry.example/sensors:1.0'));

/** The site of this stack. */
export const site = new MecSite('mec', {
  ...siteFromConfig(),
  // One function for every site: the sites cannot drift apart.
  program: (mec) => {
    new MetalLBPeering(mec, 'peering');
    new BfdDaemonSet(mec, 'bfd');
    new AnycastService(mec, 'sensors', { workload: { image, cpu: '30m' } });
    new FailoverAgent(mec, 'agent');
  },
});
