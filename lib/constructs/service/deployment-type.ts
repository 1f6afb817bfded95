import type { ObjectType } from '../objects/kube-object';
import { k8s } from '../objects/kubernetes';

type Props = k8s.KubeDeploymentProps;

/** A Deployment. The types of cdk8s-plus drop what is newer than they are: `lifecycle` is written as it is given. */
export const deploymentType: ObjectType<Props> = {
  GVK: k8s.KubeDeployment.GVK,
  manifest(props) {
    const manifest = k8s.KubeDeployment.manifest(props) as { spec: { template: { spec: { containers: object[] } } } };
    const { spec } = manifest.spec.template;
    const given = props.spec?.template.spec?.containers ?? [];
    spec.containers = spec.containers.map((container, index) => {
      const lifecycle = given[index]?.lifecycle;
      return lifecycle ? { ...container, lifecycle } : container;
    });
    return manifest;
  },
};
