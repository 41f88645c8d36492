import { recordView } from '#platform/view.ts';
import { alert } from './alert-contract.ts';
import { evaluation, monitor } from './contract.ts';
import { monitorResult } from './result-contract.ts';

/** Monitors, now or as of a position. */
export const monitors = recordView(monitor);
/** Their results: one row for each window, the figures that hold now or held then. */
export const monitorResults = recordView(monitorResult);
/** What breaches and missing windows led to. */
export const alerts = recordView(alert);
/** What people concluded from the results. */
export const evaluations = recordView(evaluation);
