import type { RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import { risk } from './contract.ts';
import { newRisk } from './service.ts';

/** What another register found that may go wrong, for this one to judge. */
export type Finding = {
  readonly title: string;
  readonly event: string | null;
  readonly source: string | null;
  readonly consequencesIndividuals: string | null;
  readonly consequencesSociety: string | null;
  readonly impactDimension: string;
  readonly ownerId: string | null;
  readonly systemId: string;
};

/** Writes a risk down that nobody has judged yet, and says which AI system it concerns (6.1.2). */
export async function raiseRisk(tx: Tx, finding: Finding): Promise<RecordOf<typeof risk>> {
  const { impactDimension, systemId, ...fields } = finding;
  const made = await tx.insert(
    risk,
    newRisk({ ...fields, kind: 'risk', category: 'Impact assessment', impactDimensions: [impactDimension] }),
  );
  await tx.link('concerns', made.id, systemId);
  return made;
}

/**
 * Brings a known risk up to date with a finding: its kind of impact is added, consequences nobody had named are named,
 * and a judged risk is due to be judged again today. What people wrote and judged stays.
 */
export async function updateRisk(tx: Tx, riskId: string, finding: Finding): Promise<RecordOf<typeof risk>> {
  const before = await tx.get(risk, riskId);
  await tx.link('concerns', riskId, finding.systemId);
  return tx.update(
    risk,
    { id: riskId },
    {
      impactDimensions: [...new Set([...before.impactDimensions, finding.impactDimension])].slice(0, 8),
      consequencesIndividuals: before.consequencesIndividuals ?? finding.consequencesIndividuals,
      consequencesSociety: before.consequencesSociety ?? finding.consequencesSociety,
      ...(before.level !== null && (before.reviewOn ?? '') > tx.today && { reviewOn: tx.today }),
    },
  );
}
