import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#kernel/errors.ts';
import { askAsOperator } from './connection.ts';
import { print } from './output.ts';
import { type Session, withSession } from './session.ts';

type Passphrase = { readonly passphraseFile?: string };

/** `./aims org …`: one organisation from one instance to another. */
export function addHandover(program: Command): void {
  const org = program.command('org').description('move an organisation to another instance');
  const secret = ['--passphrase-file <file>', 'holds the passphrase; without it AIMS_PASSPHRASE'] as const;
  org
    .command('export [organisation]')
    .description('write one organisation with rows, files and trail into one file while everything runs')
    .requiredOption('--to <file>', 'where to write it')
    .option('--hand-over <recipient>', 'close it here in favour of this one; its signing key goes along')
    .option(...secret)
    .action(
      (name: string | undefined, options: Passphrase & { to: string; handOver?: string }, command: Command) =>
        withSession(command, async (session) => {
          const given = await passphraseOf(options);
          const passphrase = given ?? madeUp();
          const made = await askAsOperator<object>(session.connection, '/api/handovers/exports', {
            body: {
              org: await session.org(name),
              file: resolve(options.to),
              passphrase,
              ...(options.handOver !== undefined && { to: options.handOver }),
            },
            what: 'An organisation is exported',
          });
          print(
            given ? made : { ...made, passphrase, next: 'Keep the passphrase apart from the file.' },
            session.json,
          );
        }),
    );
  org
    .command('import <file>')
    .description('bring an organisation in that another instance exported; verified before it counts')
    .option(...secret)
    .action((file: string, options: Passphrase, command: Command) =>
      withSession(command, (session) => bringIn(session, file, options)),
    );
  org
    .command('reopen [organisation]')
    .description('open an organisation again whose hand-over came to nothing')
    .action((name: string | undefined, _options: unknown, command: Command) =>
      withSession(command, async (session) =>
        print(
          await askAsOperator(session.connection, '/api/handovers/reopenings', {
            body: { org: await session.org(name) },
            what: 'An organisation is opened again',
          }),
          session.json,
        ),
      ),
    );
}

async function bringIn(session: Session, file: string, options: Passphrase): Promise<void> {
  const passphrase = await passphraseOf(options);
  if (!passphrase)
    throw new AppError('invalid-input', 'The file opens with its passphrase.', {
      next: 'Put it into a file and name that with --passphrase-file, or set AIMS_PASSPHRASE.',
    });
  const came = await askAsOperator<{ organisation: string; verified: string[]; didNotMove: string[] }>(
    session.connection,
    '/api/handovers/imports',
    { body: { file: resolve(file), passphrase }, what: 'An organisation is imported' },
  );
  if (session.json) return print(came, true);
  const { verified, didNotMove, ...rest } = came;
  print(rest, false);
  process.stdout.write(
    `\n${verified.join('\n')}\n\nWhat did not move:\n${didNotMove.map((line) => `- ${line}`).join('\n')}\n`,
  );
  process.stdout.write(
    `\nLet people in again: ./aims --org ${came.organisation} person directory, then ./aims --org ${came.organisation} person invite-again ID\n`,
  );
}

/** Never an argument: arguments of running programs can be seen by everybody on the machine. */
async function passphraseOf({ passphraseFile }: Passphrase): Promise<string | null> {
  if (passphraseFile === undefined) return process.env.AIMS_PASSPHRASE || null;
  const text = await readFile(passphraseFile, 'utf8').catch((error: Error) => {
    throw new AppError('invalid-input', `The passphrase cannot be read: ${error.message}`);
  });
  return text.replace(/\r?\n$/, '');
}

/** 26 letters and digits without those that look alike: 128 bits. */
function madeUp(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
  const text = Array.from({ length: 26 }, () => signs[randomInt(signs.length)]).join('');
  return text.replace(/(.{5})(?=.)/g, '$1-');
}
