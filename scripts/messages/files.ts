import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import PO from 'pofile';
import { type Text, textsIn } from './texts.ts';

/** One text with every file that says it. */
export type Message = { readonly text: string; readonly paths: readonly string[] };

/** The texts of the sources by the message file they belong to, and what is wrong in the sources. */
export type Extracted = {
  readonly files: ReadonlyMap<string, readonly Message[]>;
  readonly problems: readonly string[];
};

/** Reads every source file below `src` of `root`; tests and the functions themselves say nothing. */
export function extract(root: string): Extracted {
  const paths = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.(test|testing|fixture|d)\.tsx?$/.test(path) && path !== 'src/kernel/language.ts')
    .sort();
  const found = paths.map((path) => textsIn(path, readFileSync(join(root, path), 'utf8')));
  const messages = [
    ...Map.groupBy(
      found.flatMap(({ texts }) => texts),
      ({ text }) => text,
    ),
  ].map(toMessage);
  return {
    files: Map.groupBy(messages, (each) => fileOf(each.paths)),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function toMessage([text, places]: readonly [string, readonly Text[]]): Message {
  return { text, paths: [...new Set(places.map(({ path }) => path))] };
}

/** A module owns its words; what more than one room says is kept with the kernel. */
function fileOf(paths: readonly string[]): string {
  const rooms = new Set(paths.map((path) => /^src\/modules\/[^/]+(?=\/)/.exec(path)?.[0] ?? 'src/kernel'));
  return `${rooms.size === 1 ? [...rooms][0] : 'src/kernel'}/messages`;
}

/** The translations in a folder of messages, by text; none where there is no file yet. */
export function readMessages(root: string, folder: string, language: string): ReadonlyMap<string, string> {
  const path = join(root, folder, `${language}.po`);
  if (!existsSync(path)) return new Map();
  return new Map(
    PO.parse(readFileSync(path, 'utf8')).items.map(({ msgid, msgstr }) => [msgid, msgstr[0] ?? '']),
  );
}

/** Writes a message file: the texts in the order of the sources, each with the files that say it. */
export function writeMessages(
  path: string,
  messages: readonly Message[],
  translations: ReadonlyMap<string, string>,
): void {
  const po = new PO();
  po.headers = { 'Content-Type': 'text/plain; charset=utf-8', Language: path.replace(/^.*\/|\.po$/g, '') };
  po.items = messages.map(({ text, paths }) => {
    const item = new PO.Item();
    item.msgid = text;
    item.msgstr = [translations.get(text) ?? ''];
    item.references = [...paths];
    return item;
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${po.toString().trimEnd()}\n`);
}
