/** One of the checks that `npm test` is made of. */
export type Part = CommandPart | SuitePart;

/** A tool that says yes or no: it counts as one. */
export interface CommandPart {
  readonly kind: 'command';
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
  readonly needsChromium: false;
}

/** A project of vitest.config.ts: each of its tests counts. */
export interface SuitePart {
  readonly kind: 'suite';
  readonly name: string;
  readonly needsChromium: boolean;
}

const suites: readonly SuitePart[] = [
  { kind: 'suite', name: 'unit', needsChromium: false },
  { kind: 'suite', name: 'property', needsChromium: false },
  { kind: 'suite', name: 'contract', needsChromium: false },
  { kind: 'suite', name: 'simulation', needsChromium: false },
  { kind: 'suite', name: 'security', needsChromium: false },
  { kind: 'suite', name: 'integration', needsChromium: false },
  { kind: 'suite', name: 'build', needsChromium: false },
  { kind: 'suite', name: 'browser', needsChromium: true },
];

/** In the order they run: what is quick to fail comes first. */
export const parts: readonly Part[] = [
  { kind: 'command', name: 'format', commands: [['prettier', '--check', '.']], needsChromium: false },
  { kind: 'command', name: 'lint', commands: [['eslint', '.', '--max-warnings', '0']], needsChromium: false },
  {
    kind: 'command',
    name: 'types',
    commands: [
      ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
      ['tsc', '-p', 'tsconfig.shared.json'],
    ],
    needsChromium: false,
  },
  ...suites,
];
