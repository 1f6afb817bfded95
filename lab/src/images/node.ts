import { machineLayers } from './debian-program';
import { machineFile } from './machine-files';
import type { RecipeMaker } from './recipe';

/** The Node that runs the lab, where Node's own image has it. */
export const node: RecipeMaker = async () => {
  const program = '/usr/local/bin/node';
  // Debian's own Node keeps some of its built-in modules in files beside the program.
  const variables = process.config.variables as { node_builtin_shareable_builtins?: readonly string[] };
  const modules = (variables.node_builtin_shareable_builtins ?? []).filter((path) => path.startsWith('/'));
  return {
    layers: await machineLayers(
      [{ source: process.execPath, path: program }],
      await Promise.all(modules.map((path) => machineFile(path))),
    ),
    entrypoint: [program],
    user: 1000,
    program,
    version: process.versions.node,
    description: `Node ${process.versions.node} of this machine`,
  };
};
