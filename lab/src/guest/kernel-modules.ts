import { readFileSync } from 'node:fs';

/**
 * The named kernel modules and everything they depend on, each after what it depends on. Dependencies stand in a module's
 * own `.modinfo` section as `depends=a,b`, so nothing has to be indexed by `depmod` first. What is built into the kernel has
 * no file and is passed over.
 */
export function inLoadingOrder(names: readonly string[], modules: ReadonlyMap<string, string>): string[] {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    const file = modules.get(name);
    if (file === undefined || ordered.has(file)) return;
    for (const needed of dependencies(readFileSync(file))) visit(needed);
    ordered.add(file);
  };
  for (const name of names) visit(name);
  return [...ordered];
}

/** Names that a module's `.modinfo` gives as its dependencies. */
export function dependencies(module: Buffer): string[] {
  const key = Buffer.from('\0depends=');
  const at = module.indexOf(key);
  if (at < 0) return [];
  const text = module.subarray(at + key.length, module.indexOf(0, at + key.length)).toString('latin1');
  return text
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('-', '_'));
}
