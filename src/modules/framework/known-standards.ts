import { msg } from '#kernel/language.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { harmonisedStandard } from './own-contract.ts';

/** What no page may leave out where harmonised standards are spoken of (mission T3). */
export const PRESUMPTION_NOTICE = msg(
  'Only a harmonised standard whose reference is cited in the Official Journal gives a presumption of conformity with the AI Act, and only for the requirements that it covers (Art. 40). A certificate to ISO/IEC 42001 gives none. Nothing here promises one.',
);

/** What the authors found, with the day on which they looked; secondary sources, so nobody should rest a decision on it alone. */
export const knownStandards: readonly Omit<FieldsOf<typeof harmonisedStandard>, 'ownerId'>[] = [
  {
    reference: 'EN 18286:2026',
    title: msg('Quality management system for the AI Act'),
    articles: ['art-17'],
    stage: 'published',
    stageOn: null,
    citation: null,
    source: 'Secondary sources of July to October 2026; the month of publication is known, the day is not',
    lookedOn: '2026-10-01',
    confidence: 'medium',
    note: 'Published in July 2026. A citation in the Official Journal was not found up to the day named.',
  },
  {
    reference: 'EN ISO/IEC 42001:2026',
    title: msg('AI management system (identical adoption of ISO/IEC 42001:2023)'),
    articles: [],
    stage: 'published',
    stageOn: '2026-03-18',
    citation: null,
    source: 'Secondary sources; approved on 13 March 2026, published on 18 March 2026',
    lookedOn: '2026-10-01',
    confidence: 'medium',
    note: 'A European standard, but not harmonised under the AI Act.',
  },
];
