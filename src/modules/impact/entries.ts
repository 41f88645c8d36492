import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { raiseRisk as newRiskFrom, updateRisk } from '#modules/risk/api.ts';
import { demand } from '#platform/demand.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { type Entry, remaining } from './content.ts';
import { impact, impactEntry } from './contract.ts';
import { criteriaInForce } from './criteria.ts';
import { bandAt, levelOf } from './levels.ts';
import { mayAcceptImpact } from './policy.ts';
import { impactEntries } from './read.ts';
import { draftOf, type Seen, setLinks, UNACCEPTED } from './service.ts';

type Fields = FieldsOf<typeof impactEntry>;

/** An impact with what follows from its ratings, and no acceptance: that was given for other ratings. */
export function ratedFields(tx: Pick<Tx, 'actor' | 'today'>, fields: Fields): Fields {
  const none = fields.kind.startsWith('no-');
  const problems = [
    ...(none && (fields.likelihood !== null || fields.severity !== null)
      ? [{ path: 'likelihood', message: t('What does not happen has no likelihood and no severity') }]
      : []),
    ...(fields.kind === 'positive' && (fields.residualLikelihood !== null || fields.residualSeverity !== null)
      ? [{ path: 'residualLikelihood', message: t('Only harm has something that remains') }]
      : []),
  ];
  if (problems.length > 0) throw new AppError('invalid-input', t('These ratings do not fit.'), { problems });
  const level = levelOf(fields.likelihood, fields.severity);
  const touched = fields.residualLikelihood !== null || fields.residualSeverity !== null;
  return {
    ...fields,
    ...UNACCEPTED,
    level,
    residualLevel: touched
      ? levelOf(fields.residualLikelihood ?? fields.likelihood, fields.residualSeverity ?? fields.severity)
      : null,
    writtenBy: tx.actor.id,
    writtenOn: tx.today,
  };
}

/** An impact as it is when somebody has just written it down. */
export function newEntry(
  fields: Partial<Fields> & Pick<Fields, 'impactId' | 'category' | 'party' | 'kind'>,
): Fields {
  return {
    who: null,
    description: null,
    cause: null,
    likelihood: null,
    severity: null,
    people: null,
    vulnerable: null,
    reversibility: null,
    duration: null,
    level: null,
    residualLikelihood: null,
    residualSeverity: null,
    residualLevel: null,
    ...UNACCEPTED,
    writtenBy: null,
    writtenOn: '1970-01-01',
    originId: null,
    ...fields,
  };
}

/** Writes an impact down. @throws AppError `wrong-state` when the version is no draft, or a "none" contradicts it */
export async function addEntry(tx: Tx, fields: Parameters<typeof newEntry>[0]): Promise<Entry> {
  await draftOf(tx, fields.impactId);
  await refuseContradiction(tx, fields);
  return tx.insert(impactEntry, ratedFields(tx, newEntry(fields)));
}

/** States for one category that there is no such impact; fields that say something already are left as they are. */
export async function settleNone(
  tx: Tx,
  input: {
    readonly impactId: string;
    readonly category: Fields['category'];
    readonly parties: readonly Fields['party'][];
    readonly kinds: readonly ('negative' | 'positive')[];
    readonly reason: string;
  },
): Promise<number> {
  await draftOf(tx, input.impactId);
  const known = await kindsIn(tx, input.impactId, input.category);
  let added = 0;
  for (const party of input.parties)
    for (const kind of input.kinds) {
      if (known.some((each) => each.party === party && each.kind.endsWith(kind))) continue;
      const entry = { impactId: input.impactId, category: input.category, party, description: input.reason };
      await tx.insert(impactEntry, ratedFields(tx, newEntry({ ...entry, kind: `no-${kind}` as const })));
      added += 1;
    }
  return added;
}

/** Takes an impact out of a draft. */
export async function removeEntry(tx: Tx, seen: Seen): Promise<void> {
  const before = await tx.get(impactEntry, seen.id);
  await draftOf(tx, before.impactId);
  await tx.remove(impactEntry, seen);
}

/** Sets the controls and treatments that answer an impact; an acceptance given for others falls away. */
export async function setMeasures(tx: Tx, entryId: string, measureIds: readonly string[]): Promise<number> {
  const before = await tx.get(impactEntry, entryId);
  await draftOf(tx, before.impactId);
  if (before.kind !== 'negative')
    throw new AppError('invalid-input', t('Measures answer harm; this says none or something good.'));
  const changed = await setLinks(tx, 'impact-mitigated-by', { from: entryId, to: measureIds });
  if (changed && before.acceptedBy !== null) await tx.update(impactEntry, { id: entryId }, UNACCEPTED);
  return measureIds.length;
}

/** Accepts what remains of an impact: by the authority of its level, and not by who wrote it down. */
export async function acceptEntry(tx: Tx, seen: Seen, reason: string): Promise<Entry> {
  const before = await tx.get(impactEntry, seen.id);
  const { state } = await tx.get(impact, before.impactId);
  if (state !== 'draft' && state !== 'in-review')
    throw new AppError(
      'wrong-state',
      t('Only while the assessment is worked on or in review is something accepted.'),
    );
  if (before.kind !== 'negative' || before.level === null)
    throw new AppError('wrong-state', t('Only rated harm is accepted.'));
  const criteria = await criteriaInForce(tx);
  const level = remaining(before);
  if (criteria.neverFrom !== null && level >= criteria.neverFrom)
    throw new AppError(
      'wrong-state',
      t('By your criteria nobody accepts a level of {neverFrom} or more.', { neverFrom: criteria.neverFrom }),
      {
        next: t('Bring the impact down by measures, or decide to stop.'),
      },
    );
  const { label, acceptedBy } = bandAt(criteria.bands, level);
  demand(mayAcceptImpact(tx.actor, acceptedBy, label));
  return tx.update(impactEntry, seen, {
    acceptedBy: tx.actor.id,
    acceptedOn: tx.today,
    acceptedReason: reason,
    acceptedLevel: level,
    singlePersonReason: await fourEyes(tx, before.writtenBy, 'accept an impact that you rated yourself'),
  });
}

/** Feeds harm into the risk register: a new risk, or one that exists brought up to date; linked both ways. */
export async function feedRisk(
  tx: Tx,
  entryId: string,
  input: { readonly riskId: string | null; readonly title: string | null; readonly ownerId: string | null },
) {
  const entry = await tx.get(impactEntry, entryId);
  if (entry.kind !== 'negative')
    throw new AppError('invalid-input', t('Only harm is fed into the risk register.'));
  const { systemId, state } = await tx.get(impact, entry.impactId);
  if (state === 'superseded')
    throw new AppError(
      'wrong-state',
      t('This version was replaced; feed the risk register from the newer one.'),
    );
  const societal = entry.party === 'societies';
  const finding = {
    title: input.title ?? (entry.description ?? entry.ref).split('\n')[0]!.slice(0, 300),
    event: entry.description,
    source: entry.cause,
    consequencesIndividuals: societal ? null : entry.description,
    consequencesSociety: societal ? entry.description : null,
    impactDimension: entry.category,
    ownerId: input.ownerId,
    systemId,
  };
  const known = input.riskId;
  const risk = known === null ? await newRiskFrom(tx, finding) : await updateRisk(tx, known, finding);
  await tx.link('impact-raises', entryId, risk.id);
  return { riskId: risk.id, ref: risk.ref, created: known === null };
}

/** A field says harm or no harm, never both. @throws AppError `wrong-state` */
export async function refuseContradiction(
  tx: Tx,
  fields: Pick<Fields, 'impactId' | 'category' | 'party' | 'kind'>,
  self?: string,
): Promise<void> {
  const opposite = fields.kind.startsWith('no-') ? fields.kind.slice(3) : `no-${fields.kind}`;
  const known = await kindsIn(tx, fields.impactId, fields.category);
  const clash = known.find(
    (each) => each.party === fields.party && each.kind === opposite && each.id !== self,
  );
  if (clash)
    throw new AppError(
      'wrong-state',
      t('{ref} says the opposite for the same people in the same category.', { ref: clash.ref }),
      {
        next: t('Take it out first.'),
      },
    );
}

function kindsIn(tx: Tx, impactId: string, category: Fields['category']) {
  return tx.q
    .selectFrom(impactEntries(tx).as('e'))
    .select(['e.id', 'e.ref', 'e.party', 'e.kind'])
    .where('e.impactId', '=', impactId)
    .where('e.category', '=', category)
    .execute();
}
