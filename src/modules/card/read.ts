import { recordView } from '#platform/view.ts';
import { card, cardVersion } from './contract.ts';

/** Cards in work, now or as of a position. */
export const cards = recordView(card);
/** Published versions of cards, now or as of a position. */
export const cardVersions = recordView(cardVersion);
