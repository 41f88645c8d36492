import { recordView } from '#platform/view.ts';
import { supplier } from './contract.ts';

/** Suppliers, now or as of a position. */
export const suppliers = recordView(supplier);
