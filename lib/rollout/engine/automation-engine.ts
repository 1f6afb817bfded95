import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as Automation from '@pulumi/pulumi/automation';
import type { ClusterAccess } from '../sites/kubectl';
import { changesIn, errorsIn, explained } from './pulumi-events';
import type { SiteChanges, SiteEngine } from './site-engine';

/** Options of an {@link AutomationEngine}. */
export interface AutomationOptions {
  /** Folder of the Pulumi project. */
  readonly folder: string;
  /** Folders of policy packs that previews and updates are held to. @default - none */
  readonly policyPacks?: readonly string[];
  /** Takes what Pulumi prints. @default - nothing is done with it */
  readonly onOutput?: (site: string, text: string) => void;
}

/** Deploys sites with Pulumi's Automation API: the project of a folder, the stack that is named as the site. */
export class AutomationEngine implements SiteEngine {
  private readonly api: typeof Automation;
  private readonly stacks = new Map<string, Promise<Automation.Stack>>();
  private readonly secrets: string[] = [];

  /** @throws Error if Pulumi's SDK is not installed */
  public constructor(private readonly options: AutomationOptions) {
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an optional peer: loaded by those who roll out only
      this.api = require('@pulumi/pulumi/automation') as typeof Automation;
    } catch (cause) {
      throw new Error("a rollout needs Pulumi's SDK; remedy: npm install @pulumi/pulumi @pulumi/kubernetes", { cause });
    }
  }

  public async preview(site: string): Promise<SiteChanges> {
    return this.operate(site, (stack, options) => stack.preview(options));
  }

  public async up(site: string): Promise<SiteChanges> {
    return this.operate(site, (stack, options) => stack.up(options));
  }

  /** How the cluster of a site is reached: what its stack is configured with. */
  public async accessTo(site: string): Promise<ClusterAccess> {
    const stack = await this.stack(site);
    const [{ name }, config] = await Promise.all([stack.workspace.projectSettings(), stack.getAllConfig()]);
    const [kubeconfig, context] = [config[`${name}:kubeconfig`]?.value, config[`${name}:context`]?.value];
    return {
      ...(kubeconfig !== undefined && { kubeconfig: this.fileOf(site, kubeconfig) }),
      ...(context !== undefined && { context }),
    };
  }

  /** Removes the kubeconfigs that were written for kubectl. */
  public close(): void {
    for (const folder of this.secrets) rmSync(folder, { recursive: true, force: true });
  }

  private async operate(
    site: string,
    run: (stack: Automation.Stack, options: Automation.PreviewOptions & Automation.UpOptions) => Promise<unknown>,
  ): Promise<SiteChanges> {
    const stack = await this.stack(site);
    const events: Automation.EngineEvent[] = [];
    const { policyPacks, onOutput } = this.options;
    try {
      await run(stack, {
        color: 'never',
        onEvent: (event) => events.push(event),
        ...(onOutput && { onOutput: (text: string) => onOutput(site, text) }),
        ...(policyPacks?.length && { policyPacks: policyPacks.map((pack) => resolve(pack)) }),
      });
    } catch (error) {
      throw new Error(explained(errorsIn(events)) ?? lastLines(error), { cause: error });
    }
    return changesIn(events);
  }

  private stack(site: string): Promise<Automation.Stack> {
    const known = this.stacks.get(site);
    if (known) return known;
    const selected = this.api.LocalWorkspace.selectStack({ stackName: site, workDir: this.options.folder }).catch(
      (error: unknown) => {
        this.stacks.delete(site);
        if (error instanceof this.api.StackNotFoundError)
          throw new Error(`there is no stack ${site}; remedy: pulumi stack init ${site} (in ${this.options.folder})`, {
            cause: error,
          });
        throw new Error(lastLines(error), { cause: error });
      },
    );
    this.stacks.set(site, selected);
    return selected;
  }

  private fileOf(site: string, kubeconfig: string): string {
    const isContents = kubeconfig.includes('\n') || kubeconfig.trimStart().startsWith('{');
    if (!isContents) {
      return kubeconfig.startsWith('~/') ? join(homedir(), kubeconfig.slice(2)) : resolve(this.options.folder, kubeconfig);
    }
    const folder = mkdtempSync(join(tmpdir(), 'anycast-mec-kubeconfig-'));
    this.secrets.push(folder);
    const file = join(folder, site);
    writeFileSync(file, kubeconfig, { mode: 0o600, flag: 'wx' });
    return file;
  }
}

/** What a failed command said last. */
function lastLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const errors = text.split('\n').filter((line) => /error:/i.test(line));
  return (errors.length ? errors : text.trim().split('\n').slice(-3)).map((line) => line.trim()).join('; ');
}
