/** A folder of this machine that the guest sees. */
export interface Share {
  readonly path: string;
  /** Where the guest sees it. @default - at the same path */
  readonly at?: string;
  readonly writable: boolean;
}

/** How instructions are executed: KVM, or QEMU's translator with or without a clock that counts instructions. */
export type Acceleration = 'kvm' | 'tcg' | 'icount';

/** A guest as it is to be started. */
export interface GuestPlan {
  readonly shares: readonly Share[];
  /** @default - what {@link chosenAcceleration} gives */
  readonly acceleration?: Acceleration;
  /** Memory, MiB. @default 3072 */
  readonly memoryMiB?: number;
}

/** Name of the port by which commands come in. */
export const commandPort = 'lab';

/** Kernel modules that the root of the guest and everything in it need, besides what they depend on. */
export const neededModules = [
  // The machine: disks of folders, the command port, entropy.
  ...['virtio_pci', 'virtio_console', '9pnet_virtio', '9p', 'overlay', 'virtio_rng'],
  // Networks, link delay and loss, labels.
  ...['veth', 'bridge', 'tun', 'sch_netem', 'sch_tbf', 'mpls_router', 'mpls_iptunnel'],
  // The packet filters of the routers; the checksum is asked for by name, so that no dependency tells.
  'crc32c_generic',
  ...[
    'nf_tables',
    'nft_ct',
    'nft_limit',
    'nft_log',
    'nf_log_syslog',
    'nft_reject_inet',
    'nft_fib_inet',
    'nft_counter',
    'nft_connlimit',
  ],
  ...['inet_diag', 'tcp_diag', 'udp_diag'],
] as const;
