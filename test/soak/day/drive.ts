import { setTimeout as pause } from 'node:timers/promises';
import type { Kind, Scene } from './traffic.ts';

/** How one kind of traffic went. */
export type Tally = {
  asked: number;
  answered: number;
  /** Answered with an error, or not at all. */
  failed: number;
  /** When it should have been asked and too many waited already. */
  leftOut: number;
  readonly milliseconds: number[];
};

/** No more of one kind wait for an answer at a time: a day whose server does not keep up shows it, and does not explode. */
const WAITING = 25;

/**
 * Lets each kind happen as often as its day says, evenly and whatever the answers take.
 * @param hours of the day that pass
 * @returns how each went, and the first errors in words
 */
export async function drive(
  scene: Scene,
  kinds: readonly Kind[],
  time: { readonly hours: number; readonly minutes: number },
): Promise<{ readonly tallies: Readonly<Record<string, Tally>>; readonly errors: readonly string[] }> {
  const errors: string[] = [];
  const tallies = Object.fromEntries(
    kinds.map(({ name }) => [
      name,
      { asked: 0, answered: 0, failed: 0, leftOut: 0, milliseconds: [] } as Tally,
    ]),
  );
  const length = time.minutes * 60_000;
  await Promise.all(
    kinds.map(async (kind) => {
      const times = Math.max(1, Math.round((kind.perDay * time.hours) / 24));
      const tally = tallies[kind.name]!;
      const open = new Set<Promise<void>>();
      const started = performance.now();
      for (let n = 0; n < times; n += 1) {
        // In the middle of its share of the time, so that a rare one does not come at the very start.
        const due = started + ((n + 0.5) * length) / times;
        const wait = due - performance.now();
        if (wait > 0) await pause(wait);
        if (open.size >= WAITING) {
          tally.leftOut += 1;
          continue;
        }
        const one: Promise<void> = ask(scene, kind, { n, tally, errors }).finally(() => open.delete(one));
        open.add(one);
      }
      await Promise.all(open);
    }),
  );
  return { tallies, errors };
}

async function ask(
  scene: Scene,
  kind: Kind,
  { n, tally, errors }: { readonly n: number; readonly tally: Tally; readonly errors: string[] },
): Promise<void> {
  const asked = performance.now();
  try {
    const answer = await kind.once(scene, n);
    if (answer === null) return;
    tally.asked += 1;
    tally.milliseconds.push(performance.now() - asked);
    if (answer.status >= 200 && answer.status < 400) tally.answered += 1;
    else failed(`${answer.status} ${JSON.stringify(answer.body)?.slice(0, 200)}`);
  } catch (error) {
    tally.asked += 1;
    failed(String(error));
  }

  function failed(why: string): void {
    tally.failed += 1;
    if (errors.length < 20) errors.push(`${kind.name} ${n}: ${why}`);
  }
}
