/** What an image can be made of. */
export const imageContents = [
  'pause',
  'metallb-controller',
  'metallb-speaker',
  'metallb-frr-speaker',
  'coredns',
  'bfdd',
  'frr',
  'nginx',
  'node',
  'sample-application',
] as const;

/** See {@link imageContents}. */
export type ImageContent = (typeof imageContents)[number];

/** One image that a manifest names. */
export interface ImageNeed {
  /** As the manifest writes it, such as `node:22-alpine`. */
  readonly name: string;
  readonly content: ImageContent;
  /**
   * Baked into the image's environment; what the manifest sets wins. The sample application reads LAB_SITE, LAB_HOST, LAB_POD,
   * LAB_PORTS, START_DELAY_MS, STOP_DELAY_MS, GRACE_MS.
   * @default - nothing beyond PATH
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Program that the manifest's `command` runs, such as `/app/server` or `server`: the image's own program is there under this name too.
   * @default - the manifest gives no command, or that of the image's usual maker
   */
  readonly program?: string;
}

/** One image as a file that containerd imports. */
export interface ImageFile {
  /** As the manifest writes it. */
  readonly name: string;
  /** As containerd stores it, such as `docker.io/library/node:22-alpine`. */
  readonly reference: string;
  readonly content: ImageContent;
  /** OCI image layout in a tar file; `ctr --namespace k8s.io images import <path>` takes it. */
  readonly path: string;
  /** Digest of the image's manifest, `sha256:...`. The same needs and programs give the same digest. */
  readonly digest: string;
  /** What is really in it, such as `FRR 8.4.4 of Debian`. */
  readonly contentVersion: string;
  /** Where the content is not what the name says: one sentence for reports. */
  readonly differsFromName?: string;
}
