import { recordView } from '#platform/view.ts';
import { packChoice } from './contract.ts';
import { harmonisedStandard, ownFramework, ownRequirement } from './own-contract.ts';
import { profileEntry } from './readiness-contract.ts';

/** The pack versions that the organisation chose: one row for each pack it ever chose for. */
export const packChoices = recordView(packChoice);
/** What the organisation says of outcomes of frameworks. */
export const profileEntries = recordView(profileEntry);
/** Laws, standards and frames that the organisation keeps itself. */
export const ownFrameworks = recordView(ownFramework);
/** Their requirements. */
export const ownRequirements = recordView(ownRequirement);
/** Standards that may become harmonised. */
export const harmonisedStandards = recordView(harmonisedStandard);
