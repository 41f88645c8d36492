import { recordView } from '#platform/view.ts';
import { system } from './contract.ts';

/** AI systems, now or as of a position. */
export const systems = recordView(system);
