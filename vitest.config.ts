import { defineConfig } from 'vitest/config';

// A shared machine can stall for seconds. What passes only the second time is listed as such, not hidden.
const retry = process.env['CI'] ? 1 : 0;
const node = { environment: 'node' as const, testTimeout: 20_000, hookTimeout: 20_000, retry };

export default defineConfig({
  test: {
    // Left alone it keeps a processor free, which on two of them is half the speed.
    maxWorkers: 2,
    projects: [
      { test: { ...node, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { ...node, name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      {
        test: {
          ...node,
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          exclude: ['test/journeys/talks/**'],
          testTimeout: 60_000,
        },
      },
      // Sound in real time: by itself, so that nothing else wants the processor.
      {
        test: {
          ...node,
          name: 'talks',
          include: ['test/journeys/talks/**/*.test.ts'],
          testTimeout: 300_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...node,
          name: 'windows',
          environment: 'jsdom',
          testTimeout: 20_000,
          include: ['test/unit/**/*.test.tsx'],
        },
      },
    ],
  },
});
