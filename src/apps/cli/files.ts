import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '#apps/server/config.ts';
import { environment } from '#apps/server/environment.ts';
import { newId } from '#kernel/ids.ts';
import type { BadFile } from '#platform/files/look-over.ts';
import { askAsOperator } from './connection.ts';
import { EXIT, print, report } from './output.ts';
import { withSession } from './session.ts';

type Verified = {
  readonly place: string;
  readonly files: number;
  readonly bad: readonly BadFile[];
  readonly badCount: number;
  readonly read: boolean;
  readonly orphans: number;
  readonly orphanBytes: number;
};

/** The store of files: is everything there, what belongs to nothing, and from one place to another. */
export function addFiles(program: Command): void {
  const files = program.command('files').description('the store of evidence files, on disk or in a bucket');
  files
    .command('verify')
    .description('hold the store against the records; exit 1 when a file is missing or altered')
    .option('--content', 'read every file to its end and hash it')
    .action((options: { content?: boolean }, command: Command) =>
      withSession(command, async ({ connection, json }) => {
        const answer = await askAsOperator<Verified>(connection, '/api/files/verifications', {
          body: { content: options.content ?? false },
          what: 'The store of files is looked over',
        });
        if (json) print(answer, true);
        else process.stdout.write(said(answer));
        if (answer.badCount > 0) process.exitCode = EXIT.failed;
      }),
    );
  files
    .command('orphans')
    .description('remove files older than a day that no record names')
    .requiredOption('--remove', 'yes, remove them; "files verify" says how many there are')
    .action((_options: unknown, command: Command) =>
      withSession(command, async ({ connection, json }) =>
        print(
          await askAsOperator(connection, '/api/files/orphans/removals', {
            body: {},
            what: 'Files that nothing names are removed',
          }),
          json,
        ),
      ),
    );
  files
    .command('move')
    .description(
      'copy every file from where AIMS_FILES says to another place, verified; run again, it goes on',
    )
    .requiredOption(
      '--to <place>',
      'a folder, or s3://bucket/prefix with its endpoint and key in the environment',
    )
    .option('--remove-source', 'remove them where they were, once all are there')
    .action((options: { to: string; removeSource?: boolean }, command: Command) =>
      move(options, (command.optsWithGlobals() as { json?: boolean }).json ?? false),
    );
}

function said({ place, files, bad, badCount, read, orphans, orphanBytes }: Verified): string {
  const lines = bad.map(
    ({ ref, hash, wrong }) => `■ ${ref}  ${wrong === 'size' ? 'another size' : wrong}  ${hash}`,
  );
  const whole = read ? 'each read to its end' : 'by name and size; --content reads each';
  return [
    ...lines,
    `${badCount === 0 ? '●' : '■'} ${files - badCount} of ${files} files of records are in ${place}, ${whole}.`,
    ...(orphans > 0
      ? [
          `▲ ${orphans} more files (${(orphanBytes / 1_048_576).toFixed(1)} MB) belong to no record: ./aims files orphans --remove`,
        ]
      : []),
    '',
  ].join('\n');
}

/** Needs no database and no lock: files never change, so a running server may go on. */
async function move(
  options: { readonly to: string; readonly removeSource?: boolean },
  json: boolean,
): Promise<void> {
  try {
    const [{ openFiles }, { moveFiles }, { placeOf }] = await Promise.all([
      import('#platform/files/open.ts'),
      import('#platform/files/move.ts'),
      import('#platform/files/settings.ts'),
    ]);
    const config = readConfig(environment(process.env));
    const local = { spool: join(config.folder, 'incoming'), newName: () => newId('in', new Date()) };
    const from = openFiles(config.files ?? { kind: 'folder', folder: join(config.folder, 'files') }, local);
    const to = openFiles(placeOf(options.to, environment(process.env)), local);
    const moved = await moveFiles(from, to, { removeSource: options.removeSource ?? false });
    print(
      {
        ...moved,
        next: `Set AIMS_FILES=${to.place}, start the server again, and run ./aims files verify --content.`,
      },
      json,
    );
  } catch (error) {
    process.exitCode = report(error, json);
  }
}
