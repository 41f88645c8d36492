import { z } from 'zod';
import { pack, text, texts } from './shared.ts';

const taxonomy = z.object({ title: text, entries: z.record(text, text) });

const libraryRisk = z.looseObject({
  id: text,
  category: text,
  title: text,
  description: text,
  typicalCauses: texts.min(1),
  consequences: texts.min(1),
  lifecycleStages: texts.min(1),
  suggestedControls: texts.min(1),
  impactDimensions: texts.min(1),
  /** Related themes of public taxonomies, not equivalents. */
  tags: z.strictObject({
    nistAi600_1: texts,
    owaspLlm2025: texts,
    owaspLlm2026: texts,
    mitDomain: text,
    mitSubdomain: text,
    iso42001AnnexC: texts,
  }),
});
export type LibraryRisk = z.output<typeof libraryRisk>;

/** Typical AI risks in our own words. */
export const riskLibrary = pack('risk-library', {
  note: text,
  taxonomies: z.looseObject({
    mit: z.object({ title: text, domains: z.record(text, text), subdomains: z.record(text, text) }),
    owaspLlm2025: taxonomy,
    owaspLlm2026: taxonomy,
  }),
  risks: z.array(libraryRisk).length(65),
});
