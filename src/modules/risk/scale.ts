import { z } from 'zod';
import { t } from '#kernel/language.ts';
import { roleIds } from '#kernel/roles.ts';

/** One band of levels: from this product of likelihood and consequence upwards, until the next band begins. */
export const band = z.object({
  id: z.string().min(1).max(40),
  label: z.string().min(1).max(60),
  from: z.number().int().min(1).max(36),
  /** Who may accept a residual risk of this band. */
  acceptedBy: z.array(z.enum(roleIds)).min(1, 'Name at least one role that may accept this level'),
});
export type Band = z.output<typeof band>;

/** What is needed to place a risk; the fields of the criteria record that matter here. */
export type Scale = {
  readonly likelihoodLabels: readonly string[];
  readonly consequenceLabels: readonly string[];
  readonly bands: readonly Band[];
  readonly appetite: number;
};

/** Likelihood × consequence, both counted from 1 (R203); null while either is missing. */
export function levelOf(likelihood: number | null, consequence: number | null): number | null {
  return likelihood === null || consequence === null ? null : likelihood * consequence;
}

/** The band of a level: the last one that begins at or below it. */
export function bandOf(scale: Pick<Scale, 'bands'>, level: number): Band {
  const sorted = [...scale.bands].sort((a, b) => a.from - b.from);
  return sorted.findLast((each) => each.from <= level) ?? sorted[0]!;
}

/** What is wrong with a scale, in words; empty when it can be used. */
export function scaleProblems(scale: Scale): readonly { readonly path: string; readonly message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const top = scale.likelihoodLabels.length * scale.consequenceLabels.length;
  const starts = scale.bands.map((each) => each.from);
  if (!starts.includes(1)) problems.push({ path: 'bands', message: t('The lowest band must begin at 1') });
  if (new Set(starts).size !== starts.length)
    problems.push({ path: 'bands', message: t('Two bands begin at the same level') });
  if (starts.some((from) => from > top))
    problems.push({
      path: 'bands',
      message: t('No level is above {top}, the largest likelihood × consequence', { top }),
    });
  if (scale.appetite > top)
    problems.push({ path: 'appetite', message: t('The appetite cannot be above {top}', { top }) });
  return problems;
}
