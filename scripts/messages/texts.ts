import { parseSync } from 'vite';

/** A text of the sources: an argument of `t` or `msg`, or the id of a `<Trans>`. */
export type Text = { readonly text: string; readonly path: string; readonly line: number };

export type Found = {
  readonly texts: readonly Text[];
  /** English that stands in a screen without being marked, or a marked text that is not written out. */
  readonly problems: readonly string[];
};

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

/** Props that people read, on elements of the page and of the kit alike. */
const READ = new Set(
  'title label placeholder description aria-label help hint sentence explain verb why alt empty nothing data-label'.split(
    ' ',
  ),
);
/** What is written the same in every language. */
const SAME = /^(OpenAIMS|AIMS|Ctrl|Esc|Enter|Shift|CSV|XLSX|PDF|DOCX|JSON|SVG|API|URL|SHA|kWh|id)$/;
const SPOKEN = new Set(['code', 'kbd', 'pre', 'style']);

/** Reads one source file: which texts it says, and where it says English that no message file would know. */
export function textsIn(path: string, source: string): Found {
  const texts: Text[] = [];
  const problems: string[] = [];
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length;
  const say = (node: Node | undefined, from: Node) => {
    const text = literal(node);
    if (text !== null) texts.push({ text, path, line: lineAt(from.start) });
    return text !== null;
  };
  const bare = (node: Node, text: string) =>
    problems.push(`${path}:${lineAt(node.start)} says "${text.trim()}" without t('…')`);
  const visit = (node: Node): void => {
    if (node.type === 'CallExpression') {
      const { callee, arguments: given } = node as unknown as { callee: Node; arguments: readonly Node[] };
      const said = callee.type === 'Identifier' && (callee.name === 't' || callee.name === 'msg');
      if (said && !say(given[0], node) && isPutTogether(given[0]))
        problems.push(`${path}:${lineAt(node.start)} gives ${callee.name} a text that is not written out`);
    }
    if (node.type === 'JSXOpeningElement' && nameOf(node) === 'Trans') {
      const id = attributes(node).find((each) => attributeName(each) === 'id');
      if (!id || !say(attributeValue(id), node))
        problems.push(`${path}:${lineAt(node.start)} has a Trans whose id is not written out`);
      for (const each of attributes(node)) if (each !== id) children(each).forEach(visit);
      return;
    }
    if (node.type === 'JSXText' && isWords(String(node.value))) bare(node, String(node.value));
    if (node.type === 'JSXElement' && SPOKEN.has(nameOf(node.openingElement as Node))) {
      children(node.openingElement as Node).forEach(visit);
      return;
    }
    if (node.type === 'JSXAttribute' && READ.has(attributeName(node)))
      for (const each of plainTexts(attributeValue(node))) bare(node, each);
    if (node.type === 'JSXExpressionContainer' && !node.ofAttribute)
      for (const each of plainTexts(node.expression as Node)) bare(node, each);
    children(node).forEach(visit);
  };
  const { program } = parseSync(path, source, { astType: 'ts' });
  visit(program as unknown as Node);
  return { texts, problems };
}

function literal(node: Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'JSXExpressionContainer') return literal(node.expression as Node);
  const quasis =
    node?.type === 'TemplateLiteral' ? (node.quasis as readonly { value: { cooked: string } }[]) : [];
  return quasis.length === 1 ? quasis[0]!.value.cooked : null;
}

/** A text that is made at run time, which no message file can hold. What a table or a variable holds was marked there. */
function isPutTogether(node: Node | undefined): boolean {
  return node?.type === 'TemplateLiteral' || node?.type === 'BinaryExpression';
}

/** The texts that an expression shows as they stand: itself, branches, and the words of a template. */
function plainTexts(node: Node | undefined): readonly string[] {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' && isWords(node.value) ? [node.value] : [];
    case 'JSXExpressionContainer':
      return plainTexts(node.expression as Node);
    case 'TemplateLiteral':
      return (node.quasis as readonly { value: { cooked: string } }[])
        .map(({ value }) => value.cooked)
        .filter(isWords);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap((each) => plainTexts(each as Node));
    case 'LogicalExpression':
      return plainTexts(node.right as Node);
    default:
      return [];
  }
}

function isWords(text: string): boolean {
  const address = /^\S*[/.]\S*$/.test(text.trim());
  return !address && text.split(/[^A-Za-z]+/).some((word) => /^[A-Za-z]{2,}$/.test(word) && !SAME.test(word));
}

function nameOf(opening: Node): string {
  return String((opening.name as { name?: unknown }).name ?? '');
}

function attributes(opening: Node): readonly Node[] {
  return opening.attributes as readonly Node[];
}

function attributeName(attribute: Node): string {
  return String((attribute.name as { name?: unknown } | undefined)?.name ?? '');
}

function attributeValue(attribute: Node): Node | undefined {
  return (attribute.value as Node | null) ?? undefined;
}

function children(node: Node): readonly Node[] {
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'parent' || typeof value !== 'object' || value === null) return [];
    const list = (Array.isArray(value) ? value : [value]) as readonly unknown[];
    return list
      .filter((each): each is Node => typeof (each as Node | null)?.type === 'string')
      .map((each) =>
        node.type === 'JSXAttribute' && each.type === 'JSXExpressionContainer'
          ? { ...each, ofAttribute: true }
          : each,
      );
  });
}
