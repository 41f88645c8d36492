import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What `npm start` hands to Node. */
export const startArguments: readonly string[] = scripts.start.split(' ').slice(1);

/** How Node is set there: whoever measures a server of their own sets it the same. */
export const startFlags = startArguments.filter((each) => each.startsWith('--'));
