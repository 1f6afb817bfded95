import { labelOfRoute, maintenanceLabel, routeLabel } from '../../contract/labels';

const routeValues = Object.values(labelOfRoute);
const isContract = `(key == '${routeLabel}' || key.startsWith('${routeLabel}.') || key == '${maintenanceLabel}')`;
const mapOf = (object: string, field: string) => `has(${object}.metadata.${field}) ? ${object}.metadata.${field} : {}`;

/**
 * Spec of a ValidatingAdmissionPolicy (Kubernetes 1.30): the agent's account may change nothing of a Service but the labels of the
 * contract. RBAC ends at the object; this ends at the field, so that a stolen token can drain a VIP and nothing else.
 *
 * @param account such as `system:serviceaccount:anycast-agent:failover-agent`
 */
export function admissionPolicySpec(account: string): object {
  const oldLabels = mapOf('oldObject', 'labels');
  const newLabels = mapOf('object', 'labels');
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['services'] }],
    },
    matchConditions: [{ name: 'is-the-agent', expression: `request.userInfo.username == '${account}'` }],
    variables: [
      { name: 'before', expression: oldLabels },
      { name: 'after', expression: newLabels },
    ],
    validations: [
      {
        expression: 'object.spec == oldObject.spec',
        message: 'the failover agent may not change the spec of a Service',
      },
      {
        expression: ['annotations', 'finalizers', 'ownerReferences']
          .map((field) =>
            field === 'annotations' ? `(${mapOf('object', field)}) == (${mapOf('oldObject', field)})` : sameList(field),
          )
          .join(' && '),
        message: 'the failover agent may change labels only',
      },
      {
        expression: `variables.after.all(key, ${isContract} || (key in variables.before && variables.before[key] == variables.after[key])) && variables.before.all(key, ${isContract} || key in variables.after)`,
        message: 'the failover agent may change the labels of the contract only',
      },
      {
        expression: `variables.after.all(key, !${isContract} || (key in variables.before && variables.before[key] == variables.after[key]) || variables.after[key] in [${routeValues.map((value) => `'${value}'`).join(', ')}])`,
        message: `a route label is ${routeValues.join(' or ')}`,
      },
    ],
  };
}

function sameList(field: string): string {
  return `(has(object.metadata.${field}) ? object.metadata.${field} : []) == (has(oldObject.metadata.${field}) ? oldObject.metadata.${field} : [])`;
}
