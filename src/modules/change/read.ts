import { recordView } from '#platform/view.ts';
import { managementChange, staleAnswer, staleRule, systemChange } from './contract.ts';

/** Changes of AI systems, now or as of a position. */
export const systemChanges = recordView(systemChange);
/** Changes of the management system. */
export const managementChanges = recordView(managementChange);
/** What the organisation decided about which change marks what. */
export const staleRules = recordView(staleRule);
/** "Still right", said of one record because of one change. */
export const staleAnswers = recordView(staleAnswer);
