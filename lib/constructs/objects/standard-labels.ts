/** Labels that identify a workload; they stand in selectors, which cannot be changed later, so they never depend on a construct path. */
export function identityLabels(name: string, component: string, instance: string = name): Record<string, string> {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': component,
  };
}

/** Labels of every object: its identity, and where it comes from. */
export function standardLabels(name: string, component: string, instance: string = name): Record<string, string> {
  return {
    ...identityLabels(name, component, instance),
    'app.kubernetes.io/part-of': 'anycast-mec',
    'app.kubernetes.io/managed-by': 'anycast-mec',
  };
}
