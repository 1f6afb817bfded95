import { readFileSync, statSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { SizeText } from '../../contract/kubernetes';
import type { Described, Given } from '../../fleet/description/given';
import { adaptInstall } from '../../metallb/adapt-install';
import type { AdaptOptions, PlainObject } from '../../metallb/adapt-install';
import { checkVendored } from '../../metallb/vendored';

/** Where MetalLB's upstream manifest is, and what differs from it. */
export interface MetalLBInstallOptions {
  /** Path of the unchanged upstream manifest, as `anycast-mec vendor metallb` brings it. */
  readonly manifest: string;
  /** Labels of the nodes that run speakers. @default - all nodes */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** CPU and memory by container name. @default - 100m and 128Mi each */
  readonly resources?: Readonly<Record<string, { readonly cpu: string; readonly memory: Given<SizeText> }>>;
}

interface ParsedManifest {
  readonly mode: AdaptOptions['mode'];
  readonly objects: readonly PlainObject[];
}

/** A thousand sites read the same file: it is parsed again only when it changes. */
const parsed = new Map<string, ParsedManifest>();

/**
 * The objects that install MetalLB, adapted; without the Namespace, which the construct makes itself.
 *
 * @throws Error if the file cannot be read, is not a manifest of the pinned release, or is one of another mode
 */
export function installObjects(install: Described<MetalLBInstallOptions>, options: AdaptOptions): PlainObject[] {
  const { mode, objects } = readManifest(install.manifest);
  if (mode !== options.mode) {
    throw new Error(
      `install.manifest = '${install.manifest}': it installs the mode ${mode}; allowed: metallb-${options.mode}.yaml; remedy: bring that file, or set the mode of the site`,
    );
  }
  return adaptInstall(objects, options).filter((object) => object.kind !== 'Namespace');
}

function readManifest(file: string): ParsedManifest {
  const { mtimeMs, size } = statSync(file);
  const key = `${file} ${mtimeMs} ${size}`;
  const known = parsed.get(key);
  if (known) return known;
  const text = readFileSync(file, 'utf8');
  const { mode } = checkVendored(text);
  const documents = parseAllDocuments(text);
  const objects = ('empty' in documents ? [] : documents)
    .map((document) => withoutNulls(document.toJS()) as PlainObject)
    .filter((object) => object !== null);
  const manifest = { mode, objects };
  parsed.set(key, manifest);
  return manifest;
}

/** Upstream's generator writes `creationTimestamp: null`, which means nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, withoutNulls(entry)]),
  );
}
