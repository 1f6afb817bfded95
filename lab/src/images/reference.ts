/**
 * The name under which containerd looks an image up: with registry, repository and tag, as its CRI plugin completes what a manifest
 * writes (github.com/distribution/reference, `ParseDockerRef`). Of a tag and a digest the digest counts.
 */
export function imageReference(name: string): string {
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? name : rest.length > 0 ? `docker.io/${name}` : `docker.io/library/${name}`;
  const tag = imageTag(path);
  const [untagged = '', digest] = path.split('@');
  if (digest === undefined) return tag === undefined ? `${path}:latest` : path;
  return `${tag === undefined ? untagged : untagged.slice(0, -tag.length - 1)}@${digest}`;
}

/** The tag of an image's name; undefined if it has none. */
export function imageTag(name: string): string | undefined {
  return /:([\w][\w.-]*)$/.exec(name.split('@')[0]?.split('/').at(-1) ?? '')?.[1];
}
