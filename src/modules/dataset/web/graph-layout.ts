import type { Lineage } from '../contract.ts';

type Node = Lineage['nodes'][number];
export type Placed = Node & { readonly x: number; readonly y: number };
export type Drawn = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Placed[];
  readonly edges: readonly {
    readonly key: string;
    readonly path: string;
    readonly label: string;
    readonly loops: boolean;
  }[];
};

export const BOX = { width: 196, height: 58 } as const;
const GAP = { x: 76, y: 14 } as const;

/**
 * Places records in columns, from where data come from on the left to where they go on the right, and draws each flow
 * as a line from the right edge of one box to the left edge of the next. Pixels.
 */
export function placed({ nodes, edges }: Lineage): Drawn {
  const columns = [...new Set(nodes.map((each) => each.column))].toSorted((a, b) => a - b);
  const tallest = Math.max(
    1,
    ...columns.map((column) => nodes.filter((each) => each.column === column).length),
  );
  const height = tallest * (BOX.height + GAP.y) - GAP.y;
  const at = new Map<string, Placed>();
  for (const [i, column] of columns.entries()) {
    const own = ordered(
      nodes.filter((each) => each.column === column),
      edges,
      at,
    );
    const used = own.length * (BOX.height + GAP.y) - GAP.y;
    for (const [row, node] of own.entries())
      at.set(node.id, {
        ...node,
        x: i * (BOX.width + GAP.x),
        y: (height - used) / 2 + row * (BOX.height + GAP.y),
      });
  }
  return {
    width: columns.length * (BOX.width + GAP.x) - GAP.x,
    height,
    nodes: [...at.values()],
    edges: edges.flatMap((each) => {
      const [from, to] = [at.get(each.from), at.get(each.to)];
      return from && to
        ? [{ key: `${each.from} ${each.to} ${each.label}`, ...line(from, to), label: each.label }]
        : [];
    }),
  };
}

/** A column in the order of the neighbours to its left, so that few lines cross. */
function ordered(
  own: readonly Node[],
  edges: Lineage['edges'],
  at: ReadonlyMap<string, Placed>,
): readonly Node[] {
  const height = (node: Node) => {
    const known = edges
      .filter((each) => each.from === node.id || each.to === node.id)
      .flatMap((each) => at.get(each.from === node.id ? each.to : each.from)?.y ?? []);
    return known.length === 0 ? 0 : known.reduce((sum, y) => sum + y, 0) / known.length;
  };
  return own.toSorted((a, b) => height(a) - height(b) || (a.ref < b.ref ? -1 : 1));
}

function line(from: Placed, to: Placed): { readonly path: string; readonly loops: boolean } {
  const [y1, y2] = [from.y + BOX.height / 2, to.y + BOX.height / 2];
  const [x1, x2] = [from.x + BOX.width, to.x];
  // Two records of one column: around the right side, so that the line does not run behind the boxes.
  if (from.x === to.x) {
    const out = x1 + GAP.x / 2;
    return { path: `M${x1},${y1} C${out},${y1} ${out},${y2} ${x1},${y2}`, loops: true };
  }
  const middle = (x1 + x2) / 2;
  return { path: `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`, loops: false };
}
