import { recordView } from '#platform/view.ts';
import { webhook } from './contract.ts';

/** Webhooks, now or as of a position. */
export const webhooks = recordView(webhook);
