import type { Sources } from './imports.ts';
import { needsOf } from './rooms.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Every ring of files that import each other (type-only imports count) and every ring of modules' needs. */
export function cycles(sources: Sources): readonly string[] {
  return [
    ...rings(fileGraph(sources)).map(
      (ring) => `${firstEdge(sources, ring)} cycle of imports: ${arrows(ring)}`,
    ),
    ...rings(needsGraph(sources)).map(
      (ring) => `src/modules/${ring[0]}/module.ts:1 cycle of needs: ${arrows(ring)}`,
    ),
  ];
}

function fileGraph({ files }: Sources): Graph {
  const targets = (path: string) =>
    files.get(path)!.imports.flatMap(({ file }) => (file !== null && files.has(file) ? [file] : []));
  return new Map([...files.keys()].map((path) => [path, targets(path)]));
}

function needsGraph(sources: Sources): Graph {
  const names = [...sources.files.keys()].flatMap(
    (path) => /^src\/modules\/([^/]+)\/module\.ts$/.exec(path)?.[1] ?? [],
  );
  return new Map(names.map((name) => [name, needsOf(sources, name)]));
}

/** One ring for each knot of the graph (Tarjan's strongly connected components), the shortest through its first member. */
function rings(graph: Graph): readonly (readonly string[])[] {
  return knots(graph).map((knot) => shortestRing(graph, knot));
}

function knots(graph: Graph): readonly ReadonlySet<string>[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const found: ReadonlySet<string>[] = [];
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    open.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (open.has(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const knot = new Set(stack.splice(stack.indexOf(node)));
    for (const each of knot) open.delete(each);
    if (knot.size > 1 || graph.get(node)?.includes(node)) found.push(knot);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

function shortestRing(graph: Graph, knot: ReadonlySet<string>): readonly string[] {
  const start = [...knot].sort()[0]!;
  const before = new Map<string, string>();
  const queue = [start];
  for (const node of queue)
    for (const next of graph.get(node) ?? []) {
      if (!knot.has(next) || before.has(next)) continue;
      before.set(next, node);
      if (next !== start) queue.push(next);
    }
  const ring: string[] = [];
  for (let node = before.get(start)!; node !== start; node = before.get(node)!) ring.unshift(node);
  return [start, ...ring];
}

function firstEdge({ files }: Sources, ring: readonly string[]): string {
  const next = ring[1] ?? ring[0];
  const line = files.get(ring[0]!)?.imports.find((each) => each.file === next)?.line ?? 1;
  return `${ring[0]}:${line}`;
}

function arrows(ring: readonly string[]): string {
  return [...ring, ring[0]].join(' → ');
}
