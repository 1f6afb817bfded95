/** The tokens that were given: a text of the operator that only looks like one is no token. */
const given = new Set<string>();

/**
 * Text that stands in a manifest for a value that is known only while Pulumi deploys (an `Output`). It passes as a DNS label, so that
 * it may stand where a name is expected. `anycast-mec/pulumi` writes and replaces it; everywhere else it must not appear.
 */
export function outputToken(number: number): string {
  const token = `pulumi-output-${number}-token`;
  given.add(token);
  return token;
}

/** Finds the tokens in a text; the first group is the number. */
export const outputTokens = /pulumi-output-(\d+)-token/g;

/**
 * Refuses a text that is to be written as a file while it holds a value that only Pulumi knows.
 *
 * @throws Error that says so
 */
export function refuseOutputTokens(text: string): void {
  if (!text.includes('pulumi-output-')) return;
  const token = text.match(outputTokens)?.find((found) => given.has(found));
  if (token === undefined) return;
  throw new Error(
    `a manifest holds ${token}, which stands for a Pulumi Output: its value is known only while Pulumi deploys; ` +
      'remedy: deploy it with anycast-mec/pulumi, or give a plain value',
  );
}
