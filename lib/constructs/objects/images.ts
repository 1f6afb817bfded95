/**
 * The images that manifests name unless another is given: by tag, for people, and by digest, which decides what runs. Each digest is that of
 * the index of all platforms, as public projects pin it for the same tag (Cilium for FRR; for the others several, which agree).
 */
export const images = {
  /** Runs the failover agent's program. */
  node: 'node:22.23.2-alpine@sha256:c610fcdfb1d5b4740dd70c284ed3cb16bb857e0f7166196e36a5501df7a3aa32',
  /** NGINX that runs without root: the rate limiter. */
  nginx: 'nginxinc/nginx-unprivileged:1.30.4-alpine@sha256:442753882674b49ae2c1de83ed67896131c0777f56df5005e356e62bc3f7e7ce',
  /** FRR as MetalLB 0.16.1 ships it in its frr mode: the BFD daemon. */
  frr: 'quay.io/frrouting/frr:10.5.3@sha256:37b42d2b340c322edc5f20dc4598373adb6e813e95cc9d4a18f64f9a37c98a4c',
} as const;
