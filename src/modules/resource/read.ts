import { recordView } from '#platform/view.ts';
import { resource } from './contract.ts';

/** Resources, now or as of a position. */
export const resources = recordView(resource);
