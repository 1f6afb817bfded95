import type { IConstruct } from 'constructs';

/**
 * Asks every construct below for what is wrong with it, as cdk8s does at its own synth.
 *
 * @throws Error with all of it
 */
export function validateSite(scope: IConstruct): void {
  const problems = scope.node
    .findAll()
    .flatMap((construct) => construct.node.validate().map((problem) => `${construct.node.path}: ${problem}`));
  if (problems.length) throw new Error(problems.join('\n'));
}
