import { expect, test } from 'vitest';
import { webBreaches } from './check-web.ts';

const sound = {
  sources: ['src/apps/web/main.tsx', 'src/modules/risk/contract.ts'],
  initialGzipBytes: 160_000,
};

test('a build of screens and contracts is sound', () => {
  expect(webBreaches(sound)).toEqual([]);
});

test.each([
  'src/platform/tx.ts',
  'src/apps/server/compose.ts',
  'src/modules/risk/service.ts',
  '__vite-browser-external',
])('%s in the web app is a breach', (path) => {
  expect(webBreaches({ ...sound, sources: [...sound.sources, path] })).toEqual([`${path} is in the web app`]);
});

test('a first load over the limit, or a build of nothing, is a breach', () => {
  expect(webBreaches({ ...sound, initialGzipBytes: 250_001 })).toHaveLength(1);
  expect(webBreaches({ sources: [], initialGzipBytes: 0 })).toEqual([
    'the build holds nothing of src/apps/web',
  ]);
});
