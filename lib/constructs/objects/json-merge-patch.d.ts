declare module 'json-merge-patch' {
  /** RFC 7396: merges the patch into the target and returns the result. */
  export function apply(target: unknown, patch: unknown): unknown;
}
