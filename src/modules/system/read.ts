import { recordView } from '#platform/view.ts';
import { claim } from './claim-contract.ts';
import { system } from './contract.ts';

/** AI systems, now or as of a position. */
export const systems = recordView(system);
/** Statements of imported sources, now or as of a position. */
export const claims = recordView(claim);
