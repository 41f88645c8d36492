import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { importActs } from '#modules/system/import-contract.ts';
import { callEndpoint } from './connection.ts';
import { EXIT, print } from './output.ts';
import { ask, type Session } from './session.ts';

type Summary = OutputOf<typeof importActs.get>;

/** `import systems FILE`: stages the file, says what would happen, and does it unless it is a dry run. */
export async function importSystems(
  session: Session,
  file: string,
  options: { readonly dryRun?: boolean; readonly mapping?: string },
): Promise<void> {
  if (!(await stat(file).catch(() => null))?.isFile())
    throw new AppError('not-found', `There is no file ${file}.`);
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream;
  const input = { fileName: basename(file), ...(options.mapping && { mapping: options.mapping }) };
  const staged = (await (
    await callEndpoint(session.connection, await session.org(), { endpoint: importActs.start, input, body })
  ).json()) as Summary;
  const result = options.dryRun ? staged : await ask<Summary>(session, importActs.apply, { id: staged.id });
  if (session.json) print(answerOf(result, options.dryRun ?? false), true);
  else process.stdout.write(inWords(result, options.dryRun ?? false));
  if (result.errorCount > 0) process.exitCode = EXIT.failed;
}

function answerOf(result: Summary, dryRun: boolean) {
  const {
    id,
    layout,
    encoding,
    total,
    created,
    updated,
    unchanged,
    errors,
    errorCount,
    repeatedKeys,
    identicalRows,
    decided,
  } = result;
  return {
    id,
    dryRun,
    layout,
    encoding,
    total,
    created,
    updated,
    unchanged,
    errors,
    errorCount,
    repeatedKeys,
    identicalRows,
    decided,
  };
}

function inWords(result: Summary, dryRun: boolean): string {
  const would = dryRun ? 'would be ' : '';
  return [
    `${result.fileName}: ${result.layoutTitle}, ${result.encoding}, ${result.total} rows`,
    `  ${result.created} ${would}created, ${result.updated} ${would}changed, ${result.unchanged} the same, ${result.errorCount} refused`,
    ...(result.repeatedKeys > 0
      ? [
          `  ${result.repeatedKeys} rows repeat the key of an earlier row and are kept apart by their occurrence; ${result.identicalRows} are identical to an earlier row`,
        ]
      : []),
    ...result.errors
      .slice(0, 20)
      .map((each) => `  line ${each.line}, ${each.column}: ${each.message} (“${each.value}”)`),
    ...(result.decided.length > 0
      ? [
          '  Share of rows in which the file decides a question of the classification:',
          ...result.decided.map(
            (each) =>
              `    ${each.node.padEnd(16)} ${(each.share * 100).toFixed(1).padStart(5)} %  ${each.question}`,
          ),
        ]
      : []),
    ...(dryRun ? ['Nothing was changed.'] : [`Undo with: ./aims import undo ${result.id}`]),
    '',
  ].join('\n');
}
