import type { OutputOf } from '#kernel/endpoint.ts';
import type { conformityEndpoints } from '../contract.ts';

/** One requirement as its page and its drawer show it. */
export type RequirementData = OutputOf<typeof conformityEndpoints.requirement>;
