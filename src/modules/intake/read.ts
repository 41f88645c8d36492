import { recordView } from '#platform/view.ts';
import { useRequest } from './contract.ts';

/** Requests for use and declarations, now or as of a position. */
export const requestsForUse = recordView(useRequest);
