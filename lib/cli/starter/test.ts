/** The test of a starter project, for Node's own test runner. */
export const test = (project: string) => `import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import * as pulumi from '@pulumi/pulumi';
import { MecApp, placeholderSecrets } from 'anycast-mec';
import { frozenNames, MecSite } from 'anycast-mec/pulumi';
import { fleet, site } from './mec';

test('every site can be made, and every site has a stack', () => {
  const files = new MecApp(fleet, site, { secrets: placeholderSecrets }).render();
  for (const { name } of fleet.sites) {
    assert.ok(files.some(({ path }) => path.startsWith(\`\${name}/kubernetes/\`)), \`\${name} has no manifests\`);
    assert.ok(existsSync(join(__dirname, \`Pulumi.\${name}.yaml\`)), \`\${name} has no Pulumi.\${name}.yaml\`);
  }
});

// Pulumi knows a resource by its name: a renamed construct would be deleted and made again.
// The first run writes names.<site>.json: commit them.
for (const { name } of fleet.sites) {
  test(\`no resource of \${name} changes its name\`, async () => {
    await pulumi.runtime.setMocks(
      { newResource: ({ name: id, inputs }) => ({ id, state: inputs }), call: ({ inputs }) => inputs },
      '${project}',
      name,
    );
    const deployed = new MecSite('mec', { fleet, site: name, program: site, cluster: { kubeconfig: '{}' }, secrets: 'placeholder' });
    frozenNames(deployed.names, join(__dirname, \`names.\${name}.json\`));
    await pulumi.runtime.disconnect();
  });
}
`;
