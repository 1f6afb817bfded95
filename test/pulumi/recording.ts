import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';

/** A request to register a resource, as the engine would get it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Record<string, any>;
  /** Name of the parent; the stack has none. */
  readonly parent: string | undefined;
  /** Names of what it depends on. */
  readonly dependsOn: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly aliases: readonly unknown[];
  readonly secretOutputs: readonly string[];
  readonly provider: string;
  readonly version: string;
  readonly protect: boolean;
  readonly importId: string;
}

/** What a program registers, in order. */
export interface Recording {
  readonly all: readonly Registration[];
  /** Of a logical name. */
  readonly of: (name: string) => Registration;
  /** Names in the order of registration. */
  readonly names: readonly string[];
}

const nameIn = (urn: string) => urn.split('::').at(-1) ?? '';

/**
 * Runs a program against Pulumi's mocks and records every request. It proves what is asked of the engine: types, names, inputs,
 * parents, options, count. It does not prove what engine and provider make of it (URNs below two levels, order of execution,
 * differences, aliases found), nor that a cluster takes the objects.
 */
export async function recorded(program: () => unknown, stack = 'mec-1', preview = false): Promise<Recording> {
  const all: Registration[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs, id }) => ({ id: id || `${name}-id`, state: inputs }),
      call: ({ inputs }) => inputs,
    },
    'project',
    stack,
    preview,
  );
  const original = Reflect.get(MockMonitor.prototype, 'registerResource') as (...args: unknown[]) => Promise<void>;
  MockMonitor.prototype.registerResource = function (this: MockMonitor, request: any, callback: any) {
    const plain = request.toObject();
    all.push({
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      inputs: request.getObject()?.toJavaScript() ?? {},
      parent: request.getParent() ? nameIn(request.getParent()) : undefined,
      dependsOn: request.getDependenciesList().map(nameIn),
      ignoreChanges: request.getIgnorechangesList(),
      aliases: [...request.getAliasurnsList(), ...plain.aliasesList],
      secretOutputs: request.getAdditionalsecretoutputsList(),
      provider: request.getProvider(),
      version: request.getVersion(),
      protect: request.getProtect(),
      importId: request.getImportid(),
    });
    return original.call(this, request, callback);
  };
  try {
    await program();
    await pulumi.runtime.disconnect();
  } finally {
    MockMonitor.prototype.registerResource = original;
  }
  return {
    all,
    names: all.map(({ name }) => name),
    of: (name) => {
      const found = all.find((entry) => entry.name === name);
      if (!found) throw new Error(`nothing was registered as '${name}', but: ${all.map((entry) => entry.name).join(', ')}`);
      return found;
    },
  };
}
