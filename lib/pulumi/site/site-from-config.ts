import * as pulumi from '@pulumi/pulumi';
import { z } from 'zod';
import type { FleetDescription } from '../../fleet';
import { earlyError } from '../bridge/problems';
import type { RouterConnection } from '../routers/router-delivery';
import type { MecSiteArgs } from './mec-site-args';

/** Words of the configuration that have a fixed set of values. */
const choices = {
  unreachable: z.enum(['fail', 'skip', 'forget']),
  secrets: z.enum(['require', 'placeholder']),
};

/**
 * The arguments of a site, from the configuration of the stack (`pulumi config set`; `Pulumi.yaml` declares and describes the keys):
 * `fleet` (path, or the description as JSON), `site` (else the name of the stack), `kubeconfig`, `context`, `unreachable`,
 * `awaitAddress`, `secrets`, `routers` (by border router: `host`, `port`, `user`, `hostKey`) and `routerKey` (private SSH key for them).
 *
 * @throws RunError with every value that cannot be used
 *
 * @example
 * new MecSite('mec', { ...siteFromConfig(), program: (mec) => standardSite(mec) });
 */
export function siteFromConfig(config: pulumi.Config = new pulumi.Config()): MecSiteArgs {
  const problems: string[] = [];
  const unreachable = chosen(config, 'unreachable', choices.unreachable, problems);
  const secrets = chosen(config, 'secrets', choices.secrets, problems);
  const awaitAddress = yesOrNo(config, 'awaitAddress', problems);
  const fleet = fleetOf(config.get('fleet') ?? 'fleet.yaml', problems);
  const routers = routersOf(config, problems);
  if (problems.length) throw earlyError(problems);
  const [kubeconfig, context] = [config.get('kubeconfig'), config.get('context')];
  return {
    fleet,
    site: config.get('site') ?? pulumi.getStack(),
    cluster: {
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(context !== undefined && { context }),
      ...(unreachable && { unreachable }),
    },
    ...(secrets === 'placeholder' && { secrets }),
    ...(awaitAddress !== undefined && { awaitAddress }),
    ...(routers && { routers: { connections: routers } }),
  };
}

function chosen<T extends string>(config: pulumi.Config, key: string, schema: z.ZodType<T>, problems: string[]): T | undefined {
  const value = config.get(key);
  const read = schema.optional().safeParse(value);
  if (read.success) return read.data;
  problems.push(
    `config ${key} = '${value ?? ''}': ${read.error.issues.map(({ message }) => message).join('; ')}; remedy: pulumi config set ${key} <value>`,
  );
  return undefined;
}

function yesOrNo(config: pulumi.Config, key: string, problems: string[]): boolean | undefined {
  const value = config.get(key);
  if (value === undefined || value === 'true' || value === 'false') return value === undefined ? undefined : value === 'true';
  problems.push(`config ${key} = '${value}': allowed: true, false; remedy: pulumi config set ${key} true`);
  return undefined;
}

const connectionSchema = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535).optional(),
  user: z.string().min(1).optional(),
  hostKey: z.string().min(1).optional(),
});

function routersOf(config: pulumi.Config, problems: string[]): Record<string, RouterConnection> | undefined {
  const text = config.get('routers');
  if (text === undefined) return undefined;
  const read = z.record(z.string(), connectionSchema).safeParse(parsed(text));
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => `${path.join('.') || 'routers'}: ${message}`);
    problems.push(
      `config routers: ${issues.join('; ')}; allowed: host, port, user, hostKey by border router; ` +
        "remedy: pulumi config set --path 'routers.<name>.host' <address>",
    );
    return undefined;
  }
  const privateKey = config.getSecret('routerKey');
  return Object.fromEntries(
    Object.entries(read.data).map(([name, { host, port, user, hostKey }]) => [
      name,
      {
        host,
        ...(port !== undefined && { port }),
        ...(user !== undefined && { user }),
        ...(hostKey !== undefined && { hostKey }),
        ...(privateKey && { privateKey }),
      },
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function fleetOf(value: string, problems: string[]): string | FleetDescription {
  if (!value.trimStart().startsWith('{')) return value;
  try {
    // What it holds is judged when the fleet is made of it.
    return JSON.parse(value) as FleetDescription;
  } catch (error) {
    problems.push(
      `config fleet: ${error instanceof Error ? error.message : String(error)}; allowed: a path, or a description as JSON`,
    );
    return value;
  }
}
