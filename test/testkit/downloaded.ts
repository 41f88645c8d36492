import type { Download, Locator } from 'playwright-core';

/** Clicks what begins a download, and gives the download. Whichever of the two fails says why. */
export async function downloaded(link: Locator): Promise<Download> {
  const [download] = await Promise.all([link.page().waitForEvent('download'), link.click()]);
  return download;
}
