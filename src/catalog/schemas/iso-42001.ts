import { z } from 'zod';
import { child, pack, text, texts, titled } from './shared.ts';

const asking = z.looseObject({
  id: text,
  title: text,
  displayTitle: text.optional(),
  summary: text,
  asks: texts.min(3).max(6),
  typicalEvidence: texts.min(1),
  documentedInformation: text.nullish(),
  advice: texts.optional(),
  confidence: text.optional(),
});

const isoRole = titled.extend({
  summary: text,
  subRoles: z.array(titled.extend({ summary: text })),
  suggestedAiAct: z.array(z.object({ role: text.nullable(), when: text })),
  examples: texts,
});

const exclusionTrap = z.looseObject({
  id: text,
  controls: texts.min(1),
  severity: z.enum(['contradiction', 'role', 'fact']),
  when: text,
  message: text,
  clauses: texts,
});

/** ISO/IEC 42001: ids and titles are facts, the rest is in our own words. */
export const iso42001 = pack('iso-42001', {
  lifecycleStages: z.array(titled).length(7),
  lifecycleStagesNote: z.object({ status: z.literal('opinion'), text }),
  clauseGroups: z.array(child),
  clauses: z.array(asking.extend({ parent: text })).length(32),
  annexA: z.looseObject({
    objectives: z.array(child.extend({ objective: text })).length(11),
    controls: z
      .array(
        asking.extend({
          objective: text,
          group: text,
          lifecycleStages: texts.min(1),
          lifecycleStagesBasis: z.literal('opinion'),
        }),
      )
      .length(38),
  }),
  annexC: z.looseObject({
    objectives: z.array(titled.extend({ summary: text })).length(11),
    riskSources: z.array(titled.extend({ summary: text })).length(7),
  }),
  roles: z.looseObject({ note: text, source: text, confidence: text, list: z.array(isoRole).min(1) }),
  exclusionTraps: z.looseObject({ note: text, list: z.array(exclusionTrap).min(1) }),
  controlAdvice: z.looseObject({ mustHaveEvidence: z.record(text, texts.min(1)) }),
});
