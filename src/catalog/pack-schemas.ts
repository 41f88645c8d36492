import type { z } from 'zod';
import type { PackId } from './pack-ids.ts';
import { impactDimensions, rightsAssessment } from './schemas/assessments.ts';
import { crosswalks } from './schemas/crosswalks.ts';
import { euAiAct } from './schemas/eu-ai-act.ts';
import { clausesOnly, gdpr, iso27001, nistAiRmf, nistGenai } from './schemas/frameworks.ts';
import { iso42001 } from './schemas/iso-42001.ts';
import { riskLibrary } from './schemas/risk-library.ts';

export type { Answer } from './schemas/eu-ai-act.ts';

/** The schema of each pack. Only who adds or tests packs needs them: a start reads packs that were looked through before. */
export const packSchemas = {
  'iso-42001': iso42001,
  'eu-ai-act': euAiAct,
  'nist-ai-rmf': nistAiRmf,
  'nist-genai-profile': nistGenai,
  'iso-27001': iso27001,
  'iso-9001-2015': clausesOnly('iso-9001-2015'),
  'iso-14001-2015': clausesOnly('iso-14001-2015'),
  gdpr,
  crosswalks,
  'risk-library': riskLibrary,
  'impact-dimensions': impactDimensions,
  'rights-assessment': rightsAssessment,
} as const satisfies Record<PackId, z.ZodType>;
