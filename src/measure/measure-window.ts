import { type Aggregates, ordered } from './aggregates.ts';
import type { Log } from './engine.ts';
import { type Profile, profileHash } from './profile.ts';
import { type Spec, specHash } from './spec.ts';
import { readCategories } from './sql/categories.ts';
import { readCells } from './sql/cells.ts';
import { readNumeric } from './sql/numeric.ts';
import { readRegression } from './sql/regression.ts';
import { readTexts } from './sql/texts.ts';

/** What is counted: rows from `from` up to but not including `to`, by the condition that says so in SQL. */
export type CountedWindow = { readonly from: string; readonly to: string; readonly where: string };

/** Counts one window: cells, score bins, histograms, categories. Rows never leave the engine. */
export async function countWindow(
  { spec, profile }: { readonly spec: Spec; readonly profile: Profile | null },
  log: Log,
  { from, to, where }: CountedWindow,
): Promise<Aggregates> {
  const classes = spec.task !== 'regression' ? await readCells(spec, log, where) : [];
  const regression = spec.task === 'regression' ? await readRegression(spec, log, where) : [];
  const texts = spec.task === 'text' ? await readTexts(spec, log, where) : [];
  const numeric = await readNumeric(spec, log, { where, profile });
  const categories = await readCategories(spec, log, { where, profile });
  const rows = [...classes, ...regression].reduce((sum, { n }) => sum + n, 0);
  return ordered({
    format: 'openaims-aggregates-1',
    specHash: await specHash(spec),
    profileHash: profile && (await profileHash(profile)),
    window: { from, to },
    rows,
    cells: [...classes],
    regression: [...regression],
    texts: [...texts],
    numeric: [...numeric],
    categories: [...categories],
  });
}
