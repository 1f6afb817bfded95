/** The version of this package. */
export function version(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- read where it lies, beside lib and build alike
  return (require('../../package.json') as { version: string }).version;
}
