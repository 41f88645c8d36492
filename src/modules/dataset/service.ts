import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import { dataset, type QualityTerm } from './contract.ts';

type Fields = FieldsOf<typeof dataset>;
type Dataset = RecordOf<typeof dataset>;
type Seen = { readonly id: string; readonly version: number };

/** A data set as it is when somebody has just written it down: nothing is said of it yet. */
export function newDataset(input: Partial<Fields>): Fields {
  const typed = { ...NOTHING, ...input };
  return { ...typed, ...tally(typed.quality) };
}

/** A change; other quality terms or results are not yet confirmed by anybody. */
export function changeDataset(patch: Partial<Fields>, before: Dataset): Partial<Fields> {
  if (patch.quality === undefined || JSON.stringify(patch.quality) === JSON.stringify(before.quality))
    return patch;
  return { ...patch, ...tally(patch.quality), qualityConfirmedBy: null, qualityConfirmedOn: null };
}

/** Somebody looked at the terms and results and holds them for true today (A.7.4). @throws AppError `wrong-state` */
export async function confirmQuality(tx: Tx, seen: Seen): Promise<Dataset> {
  const before = await tx.get(dataset, seen.id);
  if (!before.quality?.length)
    throw new AppError('wrong-state', t('There are no quality requirements to confirm yet.'), {
      next: t('Write down what good enough data means here, with its limits.'),
    });
  if (before.qualityOpen)
    throw new AppError(
      'wrong-state',
      t(
        '{qualityOpen, plural, one {# quality requirement has} other {# quality requirements have}} no limit or no measured result.',
        {
          qualityOpen: before.qualityOpen,
        },
      ),
    );
  return tx.update(
    dataset,
    { ...seen, again: true },
    { qualityConfirmedBy: tx.actor.id, qualityConfirmedOn: tx.today },
  );
}

/** Takes the data set out of use; what rests on it is not changed, but named. */
export async function withdrawDataset(tx: Tx, seen: Seen, reason: string): Promise<Dataset> {
  if ((await tx.get(dataset, seen.id)).withdrawnOn)
    throw new AppError('wrong-state', t('The data set is withdrawn already.'));
  return tx.update(dataset, seen, {
    withdrawnOn: tx.today,
    withdrawnBy: tx.actor.id,
    withdrawnReason: reason,
  });
}

/** Back into use; the reason stays in the history. */
export async function reinstateDataset(tx: Tx, seen: Seen, reason: string): Promise<Dataset> {
  if (!(await tx.get(dataset, seen.id)).withdrawnOn)
    throw new AppError('wrong-state', t('The data set is in use.'));
  return tx.update(dataset, seen, {
    withdrawnOn: null,
    withdrawnBy: null,
    withdrawnReason: `In use again: ${reason}`,
  });
}

/** Whether a measured result keeps its limit; null while either is missing. */
function keepsLimit(term: QualityTerm): boolean | null {
  if (term.limit === null || term.result === null) return null;
  return term.bound === 'at-least' ? term.result >= term.limit : term.result <= term.limit;
}

function tally(terms: readonly QualityTerm[] | null) {
  if (!terms) return { qualityTotal: null, qualityOpen: null, qualityFailed: null };
  const kept = terms.map(keepsLimit);
  return {
    qualityTotal: terms.length,
    qualityOpen: kept.filter((each) => each === null).length,
    qualityFailed: kept.filter((each) => each === false).length,
  };
}

const NOTHING: Fields = {
  name: '',
  purpose: null,
  source: null,
  personalData: 'unknown',
  description: null,
  ownerId: null,
  acquisition: null,
  selection: null,
  licence: null,
  legalBasis: null,
  legalBasisNote: null,
  subjects: null,
  personalCategories: null,
  specialBasis: null,
  controllers: null,
  recipients: null,
  transfers: null,
  retention: null,
  security: null,
  labelling: null,
  labelGuidelines: null,
  labelAnnotators: null,
  labelAgreement: null,
  labelMeasure: null,
  labelReview: null,
  preparation: null,
  bias: null,
  quality: null,
  qualityTotal: null,
  qualityOpen: null,
  qualityFailed: null,
  qualityConfirmedBy: null,
  qualityConfirmedOn: null,
  withdrawnOn: null,
  withdrawnBy: null,
  withdrawnReason: null,
};
