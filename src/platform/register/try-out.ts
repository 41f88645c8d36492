import type { ActionCtx } from '../context.ts';
import type { Tx } from '../tx.ts';

/** Carries the answer of a trial out of the transaction that is taken back. */
class TakenBack extends Error {
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('A trial: nothing is kept');
    this.answer = answer;
  }
}

/**
 * Runs a write and, when it is only a preview, takes all of it back: what is shown beforehand is what the same code
 * would do, refusals included.
 */
export async function writeOrTry<T>(
  ctx: ActionCtx,
  preview: boolean,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await ctx.write(async (tx) => {
      const answer = await run(tx);
      if (preview) throw new TakenBack(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.answer as T;
    throw error;
  }
}
