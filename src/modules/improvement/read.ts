import { recordView } from '#platform/view.ts';
import { correctiveAction, nonconformity } from './contract.ts';
import { improvementIdea } from './idea-contract.ts';

/** Nonconformities of every management system, now or as of a position. */
export const nonconformities = recordView(nonconformity);
/** Corrective actions of every round. */
export const correctiveActions = recordView(correctiveAction);
/** Ideas for improvement in every state. */
export const improvementIdeas = recordView(improvementIdea);
