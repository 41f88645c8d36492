import { recordView } from '#platform/view.ts';
import {
  consultation,
  impact,
  impactAnswer,
  impactCriteria,
  impactEntry,
  impactSnapshot,
  indicator,
  screening,
} from './contract.ts';

/** Assessments, each version a row; now or as of a position. */
export const impacts = recordView(impact);
/** The answers of the interview. */
export const impactAnswers = recordView(impactAnswer);
/** The impacts of all assessments, and the reasoned statements that there is none. */
export const impactEntries = recordView(impactEntry);
/** How deep each AI system must be assessed. */
export const screenings = recordView(screening);
/** Who was asked. */
export const consultations = recordView(consultation);
/** What is watched. */
export const indicators = recordView(indicator);
/** The criteria: one row, or none. */
export const impactCriteriaRows = recordView(impactCriteria);
/** What was approved, as it was. */
export const impactSnapshots = recordView(impactSnapshot);
