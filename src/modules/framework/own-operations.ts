import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import { registerOperations } from '#platform/register/operations.ts';
import { knownStandards, PRESUMPTION_NOTICE } from './known-standards.ts';
import {
  harmonisedActs,
  harmonisedEndpoints,
  harmonisedStandard,
  ownFramework,
  ownFrameworkEndpoints,
  ownRequirement,
  ownRequirementEndpoints,
} from './own-contract.ts';
import { adoptKnown, checkedRequirement, checkedStandard } from './own-service.ts';
import { mayWriteFramework } from './policy.ts';
import { harmonisedStandards } from './read.ts';

const emptyFramework: FieldsOf<typeof ownFramework> = {
  title: '',
  kind: 'law',
  jurisdiction: null,
  source: null,
  inForceOn: null,
  reviewOn: null,
  applies: 'unknown',
  why: null,
  ownerId: null,
};
const emptyRequirement: FieldsOf<typeof ownRequirement> = {
  framework: '',
  number: '',
  title: '',
  summary: null,
  mappedTo: [],
  relation: null,
  rationale: null,
  confidence: null,
};

/** What the organisation keeps beside the packs: its own frameworks, and standards in the making. */
export const ownOperations: readonly Operation[] = [
  ...registerOperations(ownFramework, ownFrameworkEndpoints, {
    write: mayWriteFramework,
    list: { sort: 'title' },
    prepareCreate: (_tx, input) => ({ ...emptyFramework, ...input }),
  }),
  ...registerOperations(ownRequirement, ownRequirementEndpoints, {
    write: mayWriteFramework,
    list: { sort: 'framework,number' },
    prepareCreate: (tx, input) => checkedRequirement(tx, { ...emptyRequirement, ...input }),
    prepareUpdate: (tx, patch, before) => checkedRequirement(tx, { ...fieldsOf(before), ...patch }),
  }),
  ...registerOperations(harmonisedStandard, harmonisedEndpoints, {
    write: mayWriteFramework,
    list: { sort: 'reference' },
    prepareCreate: (tx, input) =>
      checkedStandard(tx, {
        reference: '',
        title: '',
        articles: [],
        stage: 'drafting',
        stageOn: null,
        citation: null,
        source: '',
        lookedOn: tx.today,
        confidence: 'low',
        note: null,
        ownerId: null,
        ...input,
      }),
    prepareUpdate: (tx, patch, before) => checkedStandard(tx, { ...fieldsOf(before), ...patch }),
  }),
  query(harmonisedActs.known, {
    allow: anyMember,
    run: async (ctx) => {
      const rows = await ctx.q.selectFrom(harmonisedStandards(ctx).as('h')).select('h.reference').execute();
      return {
        notice: t(PRESUMPTION_NOTICE),
        known: knownStandards.map((each) => ({
          ...each,
          articles: [...each.articles],
          taken: rows.some((row) => row.reference === each.reference),
        })),
      };
    },
  }),
  command(harmonisedActs.adopt, {
    allow: mayWriteFramework,
    run: async (tx) => ({ made: await adoptKnown(tx) }),
  }),
];

function fieldsOf<T extends { readonly id: string; readonly ref: string; readonly version: number }>(
  record: T,
) {
  const { id: _i, ref: _r, version: _v, ...fields } = record;
  return fields;
}
