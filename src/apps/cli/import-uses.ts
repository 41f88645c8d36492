import { readFile } from 'node:fs/promises';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { intakeViews } from '#modules/intake/contract.ts';
import { print, table } from './output.ts';
import { ask, type Session } from './session.ts';

type Preview = OutputOf<typeof intakeViews.readList>;
type Declared = OutputOf<typeof intakeViews.declareList>;

/** `import uses FILE`: reads a list or a bookmark file, and declares what is recognised and new unless it is a dry run. */
export async function importUses(
  session: Session,
  file: string,
  options: { readonly dryRun?: boolean; readonly all?: boolean },
): Promise<void> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new AppError('not-found', `There is no file ${file} that can be read.`);
  });
  // Pictures are most of a bookmark file and say nothing here.
  const text = content.replace(/\sICON="[^"]*"/gi, '');
  const preview = await ask<Preview>(session, intakeViews.readList, { text });
  const lines = preview.uses
    .filter((use) => use.known === 'new' && (use.recognised || options.all === true))
    .map((use) => use.line);
  if (options.dryRun || lines.length === 0) {
    if (session.json) return print({ ...preview, wouldDeclare: lines.length }, true);
    process.stdout.write(
      `${table(
        preview.uses.map((use) => ({
          line: use.line,
          tool: use.tool,
          recognised: use.recognised ? 'yes' : 'no',
          known: use.knownAs ?? use.known,
        })),
        ['line', 'tool', 'recognised', 'known'],
      )}${lines.length} would be declared. ${preview.note}\n`,
    );
    return;
  }
  const declared = await ask<Declared>(session, intakeViews.declareList, { text, lines });
  if (session.json) return print(declared, true);
  process.stdout.write(
    `${declared.declared.length} declared: ${declared.declared.map((each) => `${each.ref} ${each.tool}`).join(', ')}\n`,
  );
}
