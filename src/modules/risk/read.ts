import { recordView } from '#platform/view.ts';
import { risk, riskCriteria, treatment } from './contract.ts';

/** Risks and opportunities, now or as of a position. */
export const risks = recordView(risk);
/** The measures of the treatment plan. */
export const treatments = recordView(treatment);
/** The criteria: one row, or none. */
export const criteria = recordView(riskCriteria);
