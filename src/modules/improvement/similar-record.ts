import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Tx } from '#platform/tx.ts';
import { nonconformity } from './contract.ts';
import { live, type Nonconformity, type Seen } from './service.ts';
import { similarCases } from './similar.ts';

/**
 * Keeps what was looked at and found. The search runs again here: only what the registers really answered can be
 * written down as looked at, with the reason it was shown.
 */
export async function recordSimilar(
  tx: Tx,
  seen: Seen,
  input: {
    readonly words: string;
    readonly looked: readonly string[];
    readonly found: readonly string[];
    readonly conclusion: string;
  },
): Promise<Nonconformity> {
  const before = await live(tx, seen);
  if (!['contained', 'analysed', 'open', 'reopened'].includes(before.state))
    throw new AppError('wrong-state', t('The plan stands on this search; it is not replaced now.'));
  const { words, cases } = await similarCases(tx, before, input.words);
  const wanted = new Set([...input.looked, ...input.found]);
  const unknown = [...wanted].filter((id) => !cases.some((each) => each.id === id));
  if (unknown.length > 0)
    throw new AppError('invalid-input', t('Some records were not answered by this search.'), {
      problems: unknown.slice(0, 12).map((id) => ({ path: 'looked', message: id })),
      next: t('Search again with the same words, then record what you looked at.'),
    });
  const looked = cases
    .filter((each) => wanted.has(each.id))
    .map((each) => ({ ...each, why: [...each.why], found: input.found.includes(each.id) }));
  for (const each of before.similarLooked ?? [])
    if (each.found) await tx.unlink('nc-similar', before.id, each.id);
  for (const each of looked) if (each.found) await tx.link('nc-similar', before.id, each.id);
  return tx.update(nonconformity, seen, {
    similarWords: words.join(' ').slice(0, 300),
    similarLooked: looked,
    similarConclusion: input.conclusion,
    similarBy: tx.actor.id,
    similarOn: tx.today,
  });
}
