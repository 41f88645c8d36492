import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

// Quiet and alone: no first-run pages, no updates, nothing sent anywhere.
const FLAGS = [
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Launches the Chromium of AIMS_CHROMIUM, or Debian's. The caller closes it.
 * @throws Error saying what to install when there is none
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.AIMS_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(
      `There is no Chromium at ${executablePath}. Run: node scripts/setup.mjs --test, or: apt-get install chromium, or name one in AIMS_CHROMIUM.`,
    );
  // Chromium's sandbox cannot work for root; for everybody else it stays on.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...FLAGS, ...asRoot] });
}
