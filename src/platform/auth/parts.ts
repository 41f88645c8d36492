import type { Runtime } from '../instance.ts';
import type { Auth } from './auth.ts';
import type { DemoMaker } from './start.ts';

/** What the routes of sign-in need. */
export type SignInParts = {
  readonly runtime: Runtime;
  readonly auth: () => Promise<Auth>;
  readonly createDemo: DemoMaker;
};
