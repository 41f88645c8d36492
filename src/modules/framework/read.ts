import { recordView } from '#platform/view.ts';
import { packChoice } from './contract.ts';

/** The pack versions that the organisation chose: one row for each pack it ever chose for. */
export const packChoices = recordView(packChoice);
