import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { metricsPage } from './metrics-page.ts';

test('docs/reference/metrics.md is the catalog as it is (node src/measure/metrics-page.ts > docs/reference/metrics.md)', async () => {
  const page = await readFile(new URL('../../docs/reference/metrics.md', import.meta.url), 'utf8');
  expect(page).toBe(metricsPage());
});
