/** The last release of Pulumi's SDK whose `engines` take Node 20. */
const pulumiOfNode20 = '3.248.0';

/** package.json, tsconfig.json and .gitignore. */
export function packageFiles(name: string, version: string): Record<string, string> {
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    'package.json': json(packageJson(name, version)),
    'tsconfig.json': json({
      compilerOptions: { target: 'es2022', module: 'node20', strict: true, skipLibCheck: true, noEmit: true, types: ['node'] },
      include: ['*.ts'],
    }),
    '.gitignore': 'node_modules/\ndist/\nsecrets/\n',
  };
}

function packageJson(name: string, version: string) {
  const isOld = Number(process.versions.node.split('.')[0]) < 22;
  return {
    name,
    private: true,
    scripts: {
      check: 'anycast-mec check',
      synth: 'anycast-mec synth',
      typecheck: 'tsc',
      test: 'tsx --test fleet.test.ts',
    },
    dependencies: {
      // Carries the program of the failover agent: without it sites get none.
      '@anycast-mec/agent': `^${version}`,
      '@pulumi/kubernetes': '^4.34.2',
      '@pulumi/pulumi': isOld ? pulumiOfNode20 : `^${pulumiOfNode20}`,
      'anycast-mec': `^${version}`,
      cdk8s: '^2.68.11',
      constructs: '^10.3.0',
      // Not for development only: it loads the program of every \`pulumi up\`.
      tsx: '^4.20.0',
    },
    devDependencies: { '@types/node': '^20.19.0', typescript: '^6.0.0' },
  };
}
