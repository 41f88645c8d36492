import { t } from '#kernel/language.ts';
import { causeCategories, keysOf } from '../words.ts';
import { textLines } from './text-lines.ts';

type Bone = { readonly category: keyof typeof causeCategories; readonly causes: readonly string[] };
type Line = {
  readonly key: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
};
type Text = { readonly key: string; readonly x: number; readonly y: number; readonly text: string };

const WIDTH = 960;
const HEAD = 200;
const ROW = 34;
const LETTERS = 27;

/** Everything of the fishbone that is not colour: a spine into the effect, three bones above and three below. */
export function fishboneOf(bones: readonly Bone[], effect: string) {
  const categories = keysOf(causeCategories);
  const causes = (category: string) => bones.find((each) => each.category === category)?.causes ?? [];
  const side = (from: number) =>
    Math.max(1, ...categories.slice(from, from + 3).map((each) => causes(each).length));
  const [above, below] = [side(0) * ROW + 34, side(3) * ROW + 34];
  const spine = 24 + above;
  const height = spine + below + 24;
  const step = (WIDTH - HEAD - 30) / 3;
  const drawn = categories.map((category, i) => {
    const up = i < 3;
    const foot = (i % 3) * step + step;
    const top = up ? spine - above : spine + below;
    const lean = 46;
    const at = (row: number) => spine + (up ? -1 : 1) * (26 + row * ROW);
    const on = (y: number) => foot - (lean * Math.abs(y - spine)) / Math.abs(top - spine);
    return {
      bone: { key: category, x1: foot - lean, y1: top, x2: foot, y2: spine },
      label: {
        key: category,
        x: foot - lean,
        y: up ? top - 8 : top + 18,
        text: t(causeCategories[category]),
      },
      empty: causes(category).length === 0,
      ticks: causes(category).map(
        (_, row): Line => ({
          key: `${category} ${row}`,
          x1: on(at(row)) - 150,
          y1: at(row),
          x2: on(at(row)),
          y2: at(row),
        }),
      ),
      texts: causes(category).flatMap((cause, row): Text[] =>
        textLines(cause, LETTERS, 2).map((text, n, all) => ({
          key: `${category} ${row} ${n}`,
          x: on(at(row)) - 150,
          y: at(row) - 5 - (all.length - 1 - n) * 13,
          text,
        })),
      ),
    };
  });
  return {
    width: WIDTH,
    height,
    spine: { key: 'spine', x1: 20, y1: spine, x2: WIDTH - HEAD, y2: spine } satisfies Line,
    head: { x: WIDTH - HEAD, y: spine - 42, width: HEAD - 4, height: 84 },
    effect: textLines(effect, 26, 4).map((text, n, all) => ({
      key: String(n),
      x: WIDTH - HEAD / 2,
      y: spine + 4 + (n - (all.length - 1) / 2) * 16,
      text,
    })),
    bones: drawn,
  };
}
