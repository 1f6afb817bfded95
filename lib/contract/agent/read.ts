import { readFileSync } from 'node:fs';
import type { AgentConfig } from './resolved';
import { agentSchema } from './agent-schema';
import type { Problem } from './problems';
import { problemsOf } from './problems';
import { resolve } from './resolve';

/** A configuration that cannot be used: all its problems in one message. */
export class ConfigurationError extends Error {
  public constructor(
    public readonly source: string,
    public readonly problems: readonly Problem[],
  ) {
    super(
      `${source}: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}\n${problems.map(line).join('\n')}`,
    );
    this.name = 'ConfigurationError';
  }
}

function line({ path, value, allowed, remedy }: Problem): string {
  return `  ${path || 'file'} = ${JSON.stringify(value) ?? 'nothing'}: allowed: ${allowed}; remedy: ${remedy}`;
}

/**
 * Reads a configuration from text.
 *
 * @param source name of the file, for messages
 * @throws ConfigurationError that lists every problem
 */
export function parseConfiguration(text: string, source: string): AgentConfig {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(source, [
      {
        path: '',
        value: text.slice(0, 40),
        allowed: `JSON (${(error as Error).message})`,
        remedy: 'let FailoverAgent write the file',
      },
    ]);
  }
  const parsed = agentSchema.safeParse(data);
  if (!parsed.success)
    throw new ConfigurationError(
      source,
      parsed.error.issues.map((issue) => problemOf(issue, data)),
    );
  const config = resolve(parsed.data);
  const problems = problemsOf(config);
  if (problems.length > 0) throw new ConfigurationError(source, problems);
  return config;
}

/**
 * Reads a configuration file.
 *
 * @throws ConfigurationError that lists every problem; also where the file cannot be read
 */
export function readConfiguration(file: string): AgentConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(file, [
      { path: '', value: (error as Error).message, allowed: 'a file that can be read', remedy: 'give its name with --config' },
    ]);
  }
  return parseConfiguration(text, file);
}

function problemOf(
  issue: { readonly path: PropertyKey[]; readonly message: string; readonly code: string },
  data: unknown,
): Problem {
  const path = issue.path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  const value = issue.path.reduce<unknown>((found, key) => (found as Record<PropertyKey, unknown> | undefined)?.[key], data);
  const remedy =
    issue.code === 'unrecognized_keys' ? 'take the key out' : `give '${path}' as schemas/agent.schema.json describes it`;
  return { path, value, allowed: issue.message, remedy };
}
