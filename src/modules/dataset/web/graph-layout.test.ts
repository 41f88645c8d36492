import { expect, test } from 'vitest';
import { BOX, placed } from './graph-layout.ts';

const node = (id: string, column: number) => ({
  id,
  type: 'dataset',
  ref: id,
  title: id,
  state: null,
  column,
  hidden: 0,
});

test('data flow from left to right, no two boxes overlap, and every line ends at its boxes', () => {
  const nodes = [node('a', -1), node('b', 0), node('c', 1), node('d', 1), node('e', 2)];
  const edges = [
    { from: 'a', to: 'b', label: 'becomes' },
    { from: 'b', to: 'c', label: 'trains' },
    { from: 'b', to: 'd', label: 'trains' },
    { from: 'c', to: 'd', label: 'becomes' },
    { from: 'd', to: 'e', label: 'is used by' },
  ];
  const drawn = placed({ nodes, edges });
  const at = new Map(drawn.nodes.map((each) => [each.id, each]));
  expect(at.get('a')!.x).toBeLessThan(at.get('b')!.x);
  expect(at.get('c')!.x).toBe(at.get('d')!.x);
  for (const one of drawn.nodes)
    for (const other of drawn.nodes)
      if (one.id < other.id && one.x === other.x)
        expect(Math.abs(one.y - other.y)).toBeGreaterThan(BOX.height);
  for (const one of drawn.nodes) {
    expect(one.x + BOX.width).toBeLessThanOrEqual(drawn.width);
    expect(one.y).toBeGreaterThanOrEqual(0);
    expect(one.y + BOX.height).toBeLessThanOrEqual(drawn.height);
  }
  expect(drawn.edges).toHaveLength(5);
  expect(drawn.edges.filter((each) => each.loops).map((each) => each.key)).toEqual(['c d becomes']);
  const b = at.get('b')!;
  expect(drawn.edges[0]!.path.endsWith(`${b.x},${b.y + BOX.height / 2}`)).toBe(true);
});

test('a record with no neighbours is one box', () => {
  expect(placed({ nodes: [node('a', 0)], edges: [] })).toMatchObject({
    width: BOX.width,
    height: BOX.height,
    edges: [],
  });
});
