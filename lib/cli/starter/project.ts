/** The Pulumi project, and a stack for each site. */
export function projectFiles(name: string, sites: readonly string[]): Record<string, string> {
  const stacks = sites.map((site) => [
    `Pulumi.${site}.yaml`,
    `config:\n  # Path of the kubeconfig of ${site}: everything of this stack goes there.\n  ${name}:kubeconfig: ~/.kube/${site}\n`,
  ]);
  return { 'Pulumi.yaml': project(name), ...(Object.fromEntries(stacks) as Record<string, string>) };
}

const project = (name: string) => `name: ${name}
description: One stack per site; the name of the stack is the name of the site.
runtime:
  name: nodejs
  # Loads TypeScript by tsx, which knows the syntax of today's compilers.
  options: { typescript: false, nodeargs: --require=tsx/cjs }
main: index.ts
config:
  # Nothing may land in whatever cluster the shell points at.
  pulumi:disable-default-providers: { value: [kubernetes] }
  fleet:
    type: string
    description: Path of the fleet file, relative to this folder.
    default: fleet.yaml
  unreachable:
    type: string
    description: 'What happens where the cluster does not answer: fail, skip (leave its objects), forget (take them out of the state).'
    default: fail
  secrets:
    type: string
    description: 'require the passwords that the fleet refers to, or put a placeholder in their place (the cluster alone is deployed).'
    default: require
  awaitAddress:
    type: boolean
    description: Whether \`pulumi up\` waits until every VIP has its address; a drained site would hang until the limit of 10 minutes.
    default: false
`;
