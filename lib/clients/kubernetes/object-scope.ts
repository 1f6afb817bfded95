/** Objects of one kind: of a cluster, of a namespace, or those that a query selects. */
export interface ObjectScope {
  /** Such as `/api/v1/namespaces/sensors/services`. */
  readonly path: string;
  /** Such as `{ labelSelector: 'app=metallb' }`. @default - all */
  readonly query?: Readonly<Record<string, string>>;
}

/** The path of a scope with its query, and more of it. */
export function urlOf({ path, query }: ObjectScope, more: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams({ ...query, ...more }).toString();
  return text === '' ? path : `${path}?${text}`;
}
