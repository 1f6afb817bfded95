/** What is done to a resource, in Pulumi's words. */
export type ChangeKind = 'same' | 'create' | 'update' | 'delete' | 'replace';

/** One resource that a deployment changes. */
export interface ResourceChange {
  readonly kind: ChangeKind;
  /** Pulumi's type: `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Logical name: `mec/sensors/deployment`. */
  readonly name: string;
  /** Properties that differ. */
  readonly differences: readonly string[];
  /** What the resource is to be; absent for a deletion. */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** What a deployment would change, or has changed. */
export interface SiteChanges {
  /** Without what stays the same. */
  readonly changes: readonly ResourceChange[];
  readonly unchanged: number;
}

/** What deploys a site: Pulumi, or what stands for it in a test. */
export interface SiteEngine {
  /**
   * Tells what would be changed, and changes nothing.
   *
   * @throws Error if the program fails, or a policy forbids it
   */
  preview(site: string): Promise<SiteChanges>;
  /**
   * Deploys the site.
   *
   * @throws Error if it fails; what was done until then stays done
   */
  up(site: string): Promise<SiteChanges>;
}
