import type { Policies, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import { Fleet } from '../../fleet';
import type { Examination } from '../../fleet';
import { readingFindings } from '../../fleet/findings/reading';
import { rules } from '../../fleet/rules';
import { declaredVip } from './declared-vip';
import { noForcedPatch } from './no-forced-patch';
import { declaredObject, vipsOf } from './object-policy';
import type { ObjectPolicy } from './object-policy';
import { peerOfSite } from './peer-of-site';
import { poolOfFleet } from './pool-of-fleet';
import { routeLabelIsTheAgents } from './route-label';

const objectPolicies: readonly ObjectPolicy[] = [declaredVip, poolOfFleet, peerOfSite, routeLabelIsTheAgents, noForcedPatch];

/** Options of {@link fleetPolicies}. */
export interface FleetPolicyOptions {
  /** Path of the fleet file. */
  readonly fleet: string;
  /** Which site a stack is. @default - the stack's name */
  readonly site?: (stack: string) => string;
}

/**
 * The rules of a fleet as Pulumi policies, for programs that use nothing of ours: every rule of the fleet file as a policy of its own
 * (errors are mandatory, warnings advisory, what was acknowledged is silent), and what single objects are held to.
 *
 * @example
 * new PolicyPack('fleet', { policies: fleetPolicies({ fleet: '../fleet.yaml' }) });
 */
export function fleetPolicies(options: FleetPolicyOptions): Policies {
  let examined: Examination | undefined;
  const examination = () => (examined ??= Fleet.examineFile(options.fleet));
  let loaded: Fleet | undefined;
  // A fleet with errors is told by its rules; objects cannot be held against it.
  const fleet = () => {
    const hasErrors = examination().findings.some(
      ({ severity, acknowledged }) => severity === 'error' && acknowledged === undefined,
    );
    return hasErrors ? undefined : (loaded ??= Fleet.load(options.fleet));
  };
  return [
    ...rules.map(({ id, title, severity }) => rulePolicy(id, title, severity, examination)),
    rulePolicy('schema', readingFindings.schema.title, 'error', examination),
    ...objectPolicies.map((policy) => objectPolicy(policy, fleet, options.site ?? ((stack) => stack))),
    vipOnce,
  ];
}

function rulePolicy(
  id: string,
  title: string,
  severity: 'error' | 'warning',
  examination: () => Examination,
): StackValidationPolicy {
  return {
    name: id,
    description: title,
    enforcementLevel: severity === 'error' ? 'mandatory' : 'advisory',
    validateStack: (_, reportViolation) => {
      for (const finding of examination().findings) {
        if (finding.rule !== id || finding.acknowledged !== undefined) continue;
        reportViolation(`${finding.path}: ${finding.message} Allowed: ${finding.allowed}. ${finding.remedy}`);
      }
    },
  };
}

function objectPolicy(
  policy: ObjectPolicy,
  fleet: () => Fleet | undefined,
  siteOf: (stack: string) => string,
): ResourceValidationPolicy {
  return {
    name: policy.name,
    description: policy.description,
    enforcementLevel: policy.level,
    validateResource: (resource, reportViolation) => {
      const [object, described] = [declaredObject(resource), fleet()];
      if (!object || !described) return;
      const name = siteOf(stackIn(resource.urn));
      for (const problem of policy.check(
        object,
        described,
        described.sites.find((site) => site.name === name),
      )) {
        reportViolation(problem);
      }
    },
  };
}

/** Two Services of one stack with one VIP: MetalLB gives it to the first. */
const vipOnce: StackValidationPolicy = {
  name: 'vip-once',
  description: 'No two Services of a stack ask for the same VIP.',
  enforcementLevel: 'mandatory',
  validateStack: ({ resources }, reportViolation) => {
    const seen = new Map<string, string>();
    for (const resource of resources) {
      const object = declaredObject(resource);
      for (const vip of object ? vipsOf(object) : []) {
        const first = seen.get(vip);
        if (first !== undefined) {
          reportViolation(
            `The VIP ${vip} is asked for by ${first} and by ${resource.name}; allowed: one Service; remedy: give one another VIP`,
            resource.urn,
          );
        }
        seen.set(vip, first ?? resource.name);
      }
    }
  },
};

/** `urn:pulumi:<stack>::...`. */
const stackIn = (urn: string) => urn.split('::')[0]?.split(':')[2] ?? '';
