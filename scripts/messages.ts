import { globSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { extract, readMessages, writeMessages } from './messages/files.ts';

// `npm run messages`: brings the message files up to what the sources say. Translations are kept by their text,
// also when it moves to another file; a text that nobody says any more goes.
const root = join(import.meta.dirname, '..');
const LANGUAGES = ['de'];

const { files, problems } = extract(root);
for (const language of LANGUAGES) {
  const old = globSync(`src/**/messages/${language}.po`, { cwd: root }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  const known = new Map(
    old.flatMap((path) => [...readMessages(root, dirname(path), language)]).filter(([, said]) => said !== ''),
  );
  for (const path of old) if (!files.has(dirname(path))) rmSync(join(root, path));
  for (const [folder, messages] of files) {
    writeMessages(join(root, folder, `${language}.po`), messages, known);
    const open = messages.filter(({ text }) => !known.has(text)).length;
    process.stdout.write(`${folder}/${language}.po: ${messages.length} texts, ${open} to translate\n`);
  }
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
