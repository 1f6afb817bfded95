/**
 * The one place where cdk8s-plus comes in: its typed objects of the Kubernetes API. Imported past the root of the package, whose
 * high-level classes we do not use and should not load. No type of it is part of a public signature.
 */
export * as k8s from 'cdk8s-plus-27/lib/imports/k8s';
