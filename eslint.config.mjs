import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/build/', 'dist/', 'examples/*/dist/', 'docs/reference/', 'coverage/', '**/*.cjs', '**/*.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A cdk8s construct is registered with its scope by the act of making it.
      'no-new': 'off',
    },
  },
  {
    // What is decided by the wall clock goes wrong when it is stepped. The files left out write the time for people.
    files: ['agent/src/**/*.ts'],
    ignores: ['agent/src/kubernetes/{events,lease}.ts', 'agent/src/service/vip-machine.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'Use performance.now().' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Use performance.now().' },
      ],
    },
  },
  {
    // Tests read JSON that daemons and manifests give back; the assertions check its shape.
    files: ['test/**/*.ts', 'examples/**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name=/^(describe|test|it)$/][property.name=/^(skip|only|todo)$/]',
          message:
            'A skipped proof must be loud, and fail in CI: use describeNeeding or testNeeding of test/real/network/requirements.ts.',
        },
      ],
    },
  },
);
