import type { Runtime } from '#platform/instance.ts';
export async function createDemo(_runtime: Runtime): Promise<string> {
  throw new Error('not yet');
}
