import { describe, expect, test } from 'vitest';
import type { BrowserStage } from './browser-stage.ts';

/**
 * Holds pages to what a machine can find against WCAG 2.2 AA, in both themes, and to the width of a phone.
 * Call it at the top of a file whose `beforeAll` opens the stage.
 */
export function holdsAccessible(stage: () => BrowserStage, routes: readonly string[]): void {
  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    test.each(routes)(
      '%s has no accessibility violation that a machine can find, and fits a phone',
      async (route) => {
        const { page, open, violations } = stage();
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: 1440, height: 900 });
        await open(route);
        expect(await violations()).toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await page.setViewportSize({ width: 1440, height: 900 });
      },
      30_000,
    );
  });
}
