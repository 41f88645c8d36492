import { AppError } from '#kernel/errors.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { knownStandards } from './known-standards.ts';
import { harmonisedStandard, ownFramework, type ownRequirement } from './own-contract.ts';
import { harmonisedStandards } from './read.ts';

/** @throws AppError `invalid-input` when the framework or a requirement of ours does not exist, or a mapping says nothing */
export async function checkedRequirement(
  tx: Tx,
  fields: FieldsOf<typeof ownRequirement>,
): Promise<FieldsOf<typeof ownRequirement>> {
  const id = await resolveId(tx, ownFramework, fields.framework).catch(() => null);
  const framework = id === null ? null : await tx.find(ownFramework, id);
  if (!framework) throw problem('framework', `There is no framework ${fields.framework} of your own`);
  const mappedTo = [...new Set(fields.mappedTo)];
  const unknown = mappedTo.filter((each) => tx.catalog.requirement(`iso-42001:${each}`) === null);
  if (unknown.length > 0) throw problem('mappedTo', `ISO/IEC 42001 has no ${unknown.join(', ')}`);
  if (mappedTo.length > 0 && fields.relation === null)
    throw problem('relation', 'Say how ours relates to it');
  if ((fields.relation === 'equal' || fields.relation === 'superset') && !fields.rationale?.trim())
    throw problem('rationale', 'Say why doing ours does it too: this counts as fulfilled');
  return { ...fields, framework: framework.ref, mappedTo };
}

/** @throws AppError `invalid-input` when "cited" has no citation, or a citation stands at another stage */
export function checkedStandard(
  tx: Tx,
  fields: FieldsOf<typeof harmonisedStandard>,
): FieldsOf<typeof harmonisedStandard> {
  if (fields.stage === 'cited' && !fields.citation)
    throw problem(
      'citation',
      'Give the citation in the Official Journal; without it nothing may be presumed',
    );
  if (fields.stage !== 'cited' && fields.citation)
    throw problem('stage', 'A citation stands at the stage "cited" only');
  if (fields.lookedOn > tx.today)
    throw problem('lookedOn', 'Nobody can have looked on a day that has not come yet');
  const unknown = fields.articles.filter((each) => tx.catalog.requirement(`eu-ai-act:${each}`) === null);
  if (unknown.length > 0) throw problem('articles', `The AI Act has no ${unknown.join(', ')} here`);
  return fields;
}

/** Takes over what the authors found and the list does not hold. @returns how many */
export async function adoptKnown(tx: Tx): Promise<number> {
  const there = new Set(
    (await tx.q.selectFrom(harmonisedStandards(tx).as('h')).select('h.reference').execute()).map(
      (row) => row.reference,
    ),
  );
  const open = knownStandards.filter((each) => !there.has(each.reference));
  for (const each of open)
    await tx.insert(harmonisedStandard, { ...each, articles: [...each.articles], ownerId: tx.actor.id });
  return open.length;
}

function problem(path: string, message: string): AppError {
  return new AppError('invalid-input', `${message}.`, { problems: [{ path, message }] });
}
