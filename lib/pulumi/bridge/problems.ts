import * as pulumi from '@pulumi/pulumi';

/** An error that Pulumi shows at a resource, without a stack of calls: it is the operator's to mend, not ours. */
export function boundError(problems: readonly string[], resource: pulumi.Resource): pulumi.ResourceError {
  return new pulumi.ResourceError(listed(problems), resource, true);
}

/** An error that Pulumi shows by itself, before there is any resource. */
export function earlyError(problems: readonly string[]): pulumi.RunError {
  return new pulumi.RunError(listed(problems));
}

function listed(problems: readonly string[]): string {
  return problems.length === 1
    ? `${problems[0]}`
    : `${problems.length} problems:\n${problems.map((problem) => `- ${problem}`).join('\n')}`;
}
