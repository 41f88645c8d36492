import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';

/** One place where a file names another, or a package. */
export type Import = {
  readonly specifier: string;
  readonly line: number;
  /** Gone at run time: `import type`, `export type`, `import('…')` in a type, or nothing but `type` names. */
  readonly typeOnly: boolean;
  /** The file it means, from the root with `/`; null for a package or a `node:` module. */
  readonly file: string | null;
};

export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
};

/** What was read, by path from the root, and what could not be understood. */
export type Sources = {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly problems: readonly string[];
};

/** Reads every TypeScript file below `folder` of `root` with its imports, type-only and dynamic ones included. */
export function readSources(root: string, folder = 'src'): Sources {
  const paths = globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).map(slashes).sort();
  const files = new Map<string, SourceFile>();
  const problems: string[] = [];
  for (const path of paths) {
    const read = readSource(root, path);
    problems.push(...read.problems);
    files.set(path, read.file);
  }
  return { files, problems };
}

/** Reads one file. Problems: it does not parse, an import leads nowhere, or a dynamic import is computed. */
export function readSource(root: string, path: string): { file: SourceFile; problems: readonly string[] } {
  const text = readFileSync(join(root, path), 'utf8');
  const parsed = parseSync(path, text, { astType: 'ts' });
  const problems = parsed.errors.map((error) => `${path}:1 does not parse: ${error.message}`);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const found = [
    ...parsed.module.staticImports.map((each) => ({
      specifier: each.moduleRequest.value,
      start: each.start,
      typeOnly: each.entries.length > 0 && each.entries.every((entry) => entry.isType),
    })),
    ...parsed.module.staticExports.flatMap((each) => {
      const from = each.entries.find((entry) => entry.moduleRequest)?.moduleRequest;
      const typeOnly = each.entries.every((entry) => entry.isType);
      return from ? [{ specifier: from.value, start: each.start, typeOnly }] : [];
    }),
    ...inlineImports(text, parsed),
  ];
  const imports = found.map(({ specifier, start, typeOnly }) => {
    const file = resolveImport(root, path, specifier);
    if (file !== null && !existsSync(join(root, file)))
      problems.push(`${path}:${lineAt(start)} imports ${specifier}, which does not exist`);
    return { specifier, line: lineAt(start), typeOnly, file };
  });
  for (const { moduleRequest } of parsed.module.dynamicImports)
    if (!/^(['"])[^'"]*\1$/.test(text.slice(moduleRequest.start, moduleRequest.end)))
      problems.push(
        `${path}:${lineAt(moduleRequest.start)} imports a computed path, which nothing can check`,
      );
  return { file: { path, text, imports }, problems };
}

type Parsed = ReturnType<typeof parseSync>;

/** `import('…')` as an expression and inside a type; the parser lists only the former. */
function inlineImports(text: string, parsed: Parsed) {
  const code = withoutComments(text, parsed);
  const running = new Set(parsed.module.dynamicImports.map((each) => each.start));
  return [...code.matchAll(/\bimport\(\s*(['"])([^'"]+)\1\s*,?\s*\)/g)].map((match) => ({
    specifier: match[2]!,
    start: match.index,
    typeOnly: !running.has(match.index),
  }));
}

function withoutComments(text: string, parsed: Parsed): string {
  let code = text;
  for (const { start, end } of parsed.comments)
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  return code;
}

/** The file that a specifier means, from the root; null for a package. `#room/x.ts` is `src/room/x.ts`. */
function resolveImport(root: string, from: string, specifier: string): string | null {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('#test/')) return path.slice(1);
  if (path.startsWith('#')) return `src/${path.slice(1)}`;
  if (!path.startsWith('.')) return null;
  return slashes(relative(root, resolve(root, dirname(from), path)));
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
