/** Names of the namespaces that the constructs of a cluster share. */
export interface SharedNamespaces {
  readonly metallb: string;
  /** Of the BFD daemon. */
  readonly bfd: string;
  /** Of the failover agent. */
  readonly agent: string;
}

/** What they are called unless a program says otherwise. */
export const defaultNamespaces: SharedNamespaces = { metallb: 'metallb-system', bfd: 'anycast-bfd', agent: 'anycast-agent' };
