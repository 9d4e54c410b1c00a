import { defineConfig, globalIgnores } from 'eslint/config';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Who may not import whom. Imports point down: client and server to shared; inside shared nobody knows the neighbour's trade. */
const zones = [
  {
    target: './shared',
    from: ['./client', './server'],
    message: 'shared/ stands below client/ and server/.',
  },
  { target: './client', from: './server', message: 'client/ knows the relay by its protocol only.' },
  { target: './server', from: './client', message: 'server/ knows the client by its protocol only.' },
  {
    target: './shared/sync',
    from: ['./shared/model', './shared/rules', './shared/knowledge', './shared/capture'],
    message: 'sync/ moves bytes and knows nothing of what they mean.',
  },
  { target: './shared/model', from: './shared/rules', message: 'The model knows nothing of the rules.' },
  {
    target: './shared/model',
    from: './shared/capture',
    message: 'The model knows nothing of how lines are read.',
  },
  {
    target: './shared/knowledge',
    from: './shared/capture',
    message: 'Knowledge is data, no reader of lines.',
  },
  { target: './client', from: './tests', message: 'Sources do not import tests.' },
  { target: './server', from: './tests', message: 'Sources do not import tests.' },
  { target: './shared', from: './tests', message: 'Sources do not import tests.' },
];

const yjsPackages = ['yjs', 'y-protocols', 'y-protocols/*', 'y-websocket', 'lib0', 'lib0/*'];

/** Rules of the house for every source, TypeScript and Svelte alike. */
const house = {
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ExportDefaultDeclaration',
      message: 'Name what is exported.',
    },
    { selector: 'ExportAllDeclaration', message: 'No barrel files: import from where it is written.' },
  ],
  'import-x/no-cycle': ['error', { ignoreExternal: true }],
  'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
  'no-console': 'error',
  eqeqeq: 'error',
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-control-regex': 'error',
  'no-debugger': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true }],
  'no-loss-of-precision': 'error',
  'no-sparse-arrays': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-escape': 'error',
  'no-useless-return': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

/** What strict checking by type adds, and where it is bent to be read with pleasure. */
const typed = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  // Our objects are made of closures; nothing here has a `this` to lose.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
  ],
};

export default defineConfig(
  globalIgnores(['dist/', 'data/', '.cache/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.svelte'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        // For scripts in components, also when the search for cycles enters one from a .ts file.
        parser: tseslint.parser,
        tsconfigRootDir: import.meta.dirname,
        // The same for every file: a change of this list between two files would load the project anew.
        extraFileExtensions: ['.svelte'],
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/parsers': {
        '@typescript-eslint/parser': ['.ts', '.tsx'],
        'svelte-eslint-parser': ['.svelte'],
      },
      'import-x/extensions': ['.ts', '.tsx', '.svelte'],
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.tsx', '.svelte', '.js', '.mjs'] }),
      ],
    },
    rules: { ...house, ...typed },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: { globals: globals.browser },
    rules: {
      // Each block of a component is a function of its own to the compiler; svelte-check judges types there better.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // A `let` that an effect's end sets is taken for a constant.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // It takes each local Map for state.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // The router of the app is its own; there is no resolve() of a framework here.
      'svelte/no-navigation-without-resolve': 'off',
      // `let { … } = $props()` is how Svelte spells it.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['shared/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*'],
              message: 'shared/ runs in browsers and in Node: effects come in through ports.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['shared/rules/**/*.ts'],
    ignores: ['shared/rules/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*'],
              message: 'shared/ runs in browsers and in Node: effects come in through ports.',
            },
            { group: yjsPackages, message: 'Rules are pure functions over plain values.' },
          ],
        },
      ],
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // The command line speaks on the console.
  {
    files: [
      'server/main.ts',
      'tests/run.ts',
      'tests/run/**/*.ts',
      'tests/campaign/**/*.ts',
      'tests/simulation/run.ts',
      'tests/browser/screenshots.ts',
      'tests/bench/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  // Behind the scenes of the worker nobody is asked; an error thrown there would look like the worker's end.
  { files: ['client/worker/**/*.ts'], rules: { 'no-console': ['error', { allow: ['error'] }] } },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node, sourceType: 'module' },
  },
);
