import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const beside = [
  'client/**/*.test.ts',
  'server/**/*.test.ts',
  'shared/**/*.test.ts',
  'tests/vectors/**/*.test.ts',
];

/** The parts of `npm test`, in the order they run. Each is a vitest project: `vitest run --project unit`. */
export default defineConfig({
  // Files with runes (*.svelte.ts) are compiled for tests as well.
  plugins: [svelte({ configFile: false })],
  define: { __BUILD__: JSON.stringify('test'), __BUILD_ORDER__: '1' },
  test: {
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'unit', include: beside } },
      {
        extends: true,
        test: { name: 'property', include: ['tests/property/**/*.test.ts'], testTimeout: 60_000 },
      },
      { extends: true, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'security',
          include: ['tests/security/**/*.test.ts', 'tests/campaign/**/*.test.ts'],
          globalSetup: ['tests/build/ensure-client.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      // Ports, processes and disks of one machine: one file at a time.
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/build/ensure-client.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'build',
          include: ['tests/build/**/*.test.ts'],
          globalSetup: ['tests/build/ensure-client.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
