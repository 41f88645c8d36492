import type { z } from 'zod';
import type { packSchemas } from './pack-schemas.ts';
import { type Requirement, requirementIn } from './requirement.ts';

type Pack = z.output<(typeof packSchemas)['iso-42001']>;
type Asking = Pack['clauses'][number] | Pack['annexA']['controls'][number];

const make = requirementIn('iso-42001');

/** Clauses and subclauses 4 to 10, Annex A with its objectives, Annex C; in that order. */
export function iso42001Requirements(pack: Pack): readonly Requirement[] {
  return [
    ...pack.clauseGroups.map(({ id, title, parent }) =>
      make({ id, kind: 'group', title, parent, pdca: pdcaOf(id) }),
    ),
    ...pack.clauses.map((each) =>
      make({ kind: 'clause', parent: each.parent, pdca: pdcaOf(each.id), ...said(each) }),
    ),
    ...pack.annexA.objectives.map(({ id, title, parent, objective }) =>
      make({ id, kind: 'objective', title, parent, summary: objective }),
    ),
    ...pack.annexA.controls.map((each) => make({ kind: 'control', parent: each.objective, ...said(each) })),
    ...[...pack.annexC.objectives, ...pack.annexC.riskSources].map(({ id, title, summary }) =>
      make({ id, kind: 'annex', title, summary }),
    ),
  ];
}

function said(each: Asking) {
  return {
    id: each.id,
    title: each.title,
    displayTitle: each.displayTitle ?? each.title,
    summary: each.summary,
    asks: each.asks,
    typicalEvidence: each.typicalEvidence,
    documentedInformation: each.documentedInformation ?? null,
    advice: each.advice ?? [],
    confidence: each.confidence ?? null,
  };
}

/** Clauses 4 to 7 plan, 8 does, 9 checks, 10 acts (R015). */
function pdcaOf(id: string): Requirement['pdca'] {
  const clause = Number(id.split('.')[0]);
  if (clause <= 7) return 'plan';
  return clause === 8 ? 'do' : clause === 9 ? 'check' : 'act';
}
