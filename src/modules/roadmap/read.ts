import { recordView } from '#platform/view.ts';
import { activity, plan } from './contract.ts';

/** Plans, closed ones included. */
export const plans = recordView(plan);
export const activities = recordView(activity);
