import { recordView } from '#platform/view.ts';
import { dataset } from './contract.ts';

/** Data sets, now or as of a position. */
export const datasets = recordView(dataset);
