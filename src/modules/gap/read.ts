import { recordView } from '#platform/view.ts';
import { claim, interview, part, reusedItem } from './contract.ts';

export const interviews = recordView(interview);
export const parts = recordView(part);
/** What people said: claims, never proof. */
export const claims = recordView(claim);
/** What other management systems have already. */
export const reusedItems = recordView(reusedItem);
