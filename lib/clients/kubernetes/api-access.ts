/** Where an API server is, and who asks. */
export interface ApiAccess {
  /** Such as `https://198.19.1.2:6443`. */
  readonly server: URL;
  /** Certificates that it is trusted by, PEM. @default - those that Node trusts */
  readonly ca?: string | Buffer;
  /** A name in its certificate. @default - the host of `server` */
  readonly serverName?: string;
  /** The token as it is now; kubelet replaces that of a pod before it expires. */
  readonly token: () => string | undefined;
  /** How the program calls itself (`User-Agent`), which audit logs show. */
  readonly userAgent: string;
  /** Longest silence before an answer, ms. @default 5000 */
  readonly answerMs?: number;
}
