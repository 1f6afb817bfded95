import { fieldOf, groupOf, identityOf, isBuiltIn, listOf } from './kubernetes-object';
import type { KubernetesObject } from './kubernetes-object';
import { isDefinedBy } from './tidy';

/**
 * What must be there before an object, found by what it says itself: its Namespace, the definition of its kind, the program behind
 * the webhook that judges it, what its pods mount and run as, the Role of a RoleBinding. Of the objects given only.
 */
export class References {
  private readonly byIdentity: ReadonlyMap<string, KubernetesObject>;
  private readonly definitions: readonly KubernetesObject[];
  private readonly webhooks: readonly { readonly groups: readonly unknown[]; readonly programs: readonly KubernetesObject[] }[];

  public constructor(private readonly objects: readonly KubernetesObject[]) {
    this.byIdentity = new Map(objects.map((object) => [identityOf(object), object]));
    this.definitions = objects.filter((object) => object.kind === 'CustomResourceDefinition');
    this.webhooks = objects
      .filter((object) => object.kind === 'ValidatingWebhookConfiguration' || object.kind === 'MutatingWebhookConfiguration')
      .flatMap((configuration) => listOf(configuration, 'webhooks'))
      .map((webhook) => ({
        groups: listOf(webhook, 'rules').flatMap((rule) => listOf(rule, 'apiGroups')),
        programs: this.programsBehind(fieldOf(webhook, 'clientConfig', 'service')),
      }));
  }

  /** What an object needs, without itself. */
  public of(object: KubernetesObject): KubernetesObject[] {
    const { namespace } = object.metadata;
    const needed = [
      this.find('Namespace', undefined, namespace),
      ...this.definitions.filter((definition) => isDefinedBy(object, definition)),
      ...(isBuiltIn(object) ? [] : this.judges(object)),
      ...this.mounted(object),
      ...this.bound(object),
    ];
    return [...new Set(needed)].filter((entry): entry is KubernetesObject => entry !== undefined && entry !== object);
  }

  private find(kind: string, namespace: unknown, name: unknown): KubernetesObject | undefined {
    if (typeof name !== 'string') return undefined;
    return this.byIdentity.get(`${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${name}`);
  }

  /** While the configuration of a webhook is there and its program is not, the API server refuses the objects that it judges. */
  private judges(object: KubernetesObject): KubernetesObject[] {
    return this.webhooks
      .filter(({ groups }) => groups.includes(groupOf(object)))
      .flatMap(({ programs }) => programs)
      .filter((program) => program !== object);
  }

  private programsBehind(reference: unknown): KubernetesObject[] {
    const namespace = fieldOf(reference, 'namespace');
    const service = this.find('Service', namespace, fieldOf(reference, 'name'));
    const selector = fieldOf(service, 'spec', 'selector');
    if (!service || typeof selector !== 'object' || selector === null) return [];
    const programs = this.objects.filter((object) => {
      const labels = fieldOf(object, 'spec', 'template', 'metadata', 'labels');
      return (
        object.metadata.namespace === namespace &&
        Object.entries(selector).every(([key, value]) => fieldOf(labels, key) === value)
      );
    });
    return [service, ...programs];
  }

  /** Pods that lack what they mount never become ready, and who waits for them waits in vain. */
  private mounted(object: KubernetesObject): (KubernetesObject | undefined)[] {
    const pod = object.kind === 'Pod' ? fieldOf(object, 'spec') : podOf(object);
    const { namespace } = object.metadata;
    const containers = [...listOf(pod, 'containers'), ...listOf(pod, 'initContainers')];
    const sources = [
      ...listOf(pod, 'volumes').flatMap((volume) => [volume, ...listOf(volume, 'projected', 'sources')]),
      ...containers.flatMap((container) => listOf(container, 'envFrom')),
      ...containers.flatMap((container) => listOf(container, 'env')).map((variable) => fieldOf(variable, 'valueFrom')),
    ];
    return [
      this.find('ServiceAccount', namespace, fieldOf(pod, 'serviceAccountName')),
      ...sources.flatMap((source) => [
        this.find('ConfigMap', namespace, nameIn(source, ['configMap', 'configMapRef', 'configMapKeyRef'])),
        this.find('Secret', namespace, nameIn(source, ['secret', 'secretRef', 'secretKeyRef'])),
        this.find('PersistentVolumeClaim', namespace, fieldOf(source, 'persistentVolumeClaim', 'claimName')),
      ]),
    ];
  }

  private bound(object: KubernetesObject): (KubernetesObject | undefined)[] {
    if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') return [];
    const role = fieldOf(object, 'roleRef', 'name');
    return [
      this.find('Role', object.metadata.namespace, role),
      this.find('ClusterRole', undefined, role),
      ...listOf(object, 'subjects').map((subject) =>
        this.find('ServiceAccount', fieldOf(subject, 'namespace'), fieldOf(subject, 'name')),
      ),
    ];
  }
}

function podOf(object: KubernetesObject): unknown {
  const template =
    object.kind === 'CronJob' ? fieldOf(object, 'spec', 'jobTemplate', 'spec', 'template') : fieldOf(object, 'spec', 'template');
  return fieldOf(template, 'spec');
}

function nameIn(source: unknown, keys: readonly string[]): unknown {
  for (const key of keys) {
    const name = fieldOf(source, key, 'name') ?? fieldOf(source, key, 'secretName');
    if (name !== undefined) return name;
  }
  return undefined;
}
