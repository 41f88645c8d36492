import { describe, expect, test } from 'vitest';
import type { BrowserStage } from './browser-stage.ts';

const THEMES = ['light', 'dark'] as const;

/**
 * Holds pages to what a machine can find against WCAG 2.2 AA, in both themes, and to the width of a phone. A page is
 * opened once: the theme and the width follow the browser while it is open, as they do for a person.
 * Call it at the top of a file whose `beforeAll` opens the stage.
 */
export function holdsAccessible(stage: () => BrowserStage, routes: readonly string[]): void {
  describe('in light and in dark', () => {
    test.each(routes)(
      '%s has no accessibility violation that a machine can find, and fits a phone',
      async (route) => {
        const { page, open, violations } = stage();
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.emulateMedia({ colorScheme: 'light' });
        await open(route);
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          await page.waitForFunction(
            (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
            colorScheme,
          );
          // What fades from one theme to the other has neither's colours on the way.
          await page.evaluate(() =>
            Promise.allSettled(document.getAnimations().map((each) => each.finished)),
          );
          expect(await violations(), colorScheme).toEqual([]);
        }
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await page.setViewportSize({ width: 1440, height: 900 });
      },
    );
  });
}
