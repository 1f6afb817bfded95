/**
 * Upper bounds of the numbers of a description: those of the daemon or API that receives them. The schema states them, and with it the
 * JSON Schema; what is larger would be cut, refused or misread there.
 */
export const bounds = {
  /**
   * 32 bits without sign: AS numbers (RFC 6793), OSPF areas (RFC 2328 appendix C.2), and limits on prefixes (FRR bgpd/bgp_vty.c
   * `maximum-prefix (1-4294967295)`, BIRD nest/config.Y `import limit`).
   */
  uint32: 4_294_967_295,
  /** 32 bits with sign: `replicas`, thresholds of probes and user ids of Kubernetes (apimachinery validation `IsValidUserID`). */
  int32: 2_147_483_647,
  /** 16 bits: ports, OSPF costs (RFC 2328 section A.4.2), and the second half of a site of origin (RFC 4360 section 5). */
  uint16: 65_535,
  /** Connections of one client: nginx takes less than 65536 (ngx_http_limit_conn_module.c). */
  connections: 65_535,
  /** Requests that may wait: nginx counts them in thousandths (ngx_http_limit_req_module.c), in 32 bits with sign on small hosts. */
  burst: 2_147_483,
  /** Headers by which a limiter counts: each takes 10 MiB of its memory. */
  limitedHeaders: 4,
  /** Networks in a list of a limiter: four lists, of 52 bytes a network at most, have room in what `kubectl apply` keeps (256 KiB). */
  networks: 1000,
  /** When clients are to ask again, s: a week. What is away for longer is not being worked at. */
  retryAfterS: 604_800,
  /** Characters of what clients are told meanwhile: a short text, as it is sent to each. */
  maintenanceText: 1000,
  /** Hold time, s: 16 bits in the OPEN message (RFC 4271 section 4.2). */
  holdS: 65_535,
  /** Keepalive time, s: a third of the longest hold time (RFC 4271 section 4.4). */
  keepaliveS: 21_845,
  /** BFD interval, ms: FRR (bfdd/bfdd_cli.c) and the BFDProfile of MetalLB take 10 to 60000. */
  bfdIntervalMs: { least: 10, most: 60_000 },
  /** Any time, ms: a timer of Node and of Go's clients counts milliseconds in 32 bits with sign. */
  durationMs: 2_147_483_647,
  /** Delay that the lab emulates, s: netem of Linux counts 64 ns in 32 bits (net/sched/sch_netem.c). */
  delayS: 274,
} as const;
