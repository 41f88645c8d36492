import type { Command } from 'commander';
import { AppError } from '#kernel/errors.ts';
import { addAcross } from './across.ts';
import { addBoard } from './board.ts';
import { askAsOperator, callEndpoint } from './connection.ts';
import { doctor } from './doctor.ts';
import { endpointOf } from './endpoint-of.ts';
import { addFiles } from './files.ts';
import { addGate } from './gate.ts';
import { addHandover } from './handover.ts';
import { importSystems } from './import.ts';
import { importUses } from './import-uses.ts';
import { addPackHere, backup, init, restore, serveHere } from './instance.ts';
import { addMeasureCommands } from './measure-commands.ts';
import { EXIT, print, table } from './output.ts';
import { addRoadmap } from './roadmap.ts';
import { ask, type Session, save, withSession } from './session.ts';

/** The commands that are more than one call. */
export function addCommands(program: Command): void {
  program
    .command('init')
    .description('make a data folder and an organisation')
    .option('--demo', 'make the demo organisation')
    .option('--name <name>', 'the name of the organisation', 'My organisation')
    .option('--time-zone <zone>', 'its IANA time zone', 'UTC')
    .action((options, command: Command) =>
      init(options, (command.optsWithGlobals() as { json?: boolean }).json ?? false),
    );
  program
    .command('serve')
    .description('serve the data folder (npm start does the same)')
    .action(() => serveHere());
  const bringIn = program.command('import').description('bring records in from files');
  bringIn
    .command('systems <file>')
    .description('import AI systems from CSV or XLSX')
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--mapping <json>', 'which column is which field, for a layout that is not recognised')
    .action((file: string, options: { dryRun?: boolean; mapping?: string }, command: Command) =>
      withSession(command, (session) => importSystems(session, file, options)),
    );
  bringIn
    .command('uses <file>')
    .description('declare AI in use from a list or the bookmark file of a browser')
    .option('--dry-run', 'say what would be declared and change nothing')
    .option('--all', 'also lines that the list of AI tools does not know')
    .action((file: string, options: { dryRun?: boolean; all?: boolean }, command: Command) =>
      withSession(command, (session) => importUses(session, file, options)),
    );
  program
    .command('check')
    .description('say requirement by requirement what the records show')
    .option('--clause <id>', 'only this subclause or control, such as 6.1.3 or A.5.2')
    .option('--as-of <day>', 'the records as they were known at the end of that day')
    .action((options: { clause?: string; asOf?: string }, command: Command) =>
      withSession(command, (session) => check(session, options)),
    );
  program
    .command('soa')
    .description('export the Statement of Applicability')
    .option('--version <n>', 'a version number; without it the issued one, or the one in work')
    .requiredOption('--format <format>', 'docx, pdf, xlsx, json, html or md')
    .option('-o, --output <file>', 'where to write it; - or nothing for standard output')
    .action((options: { version?: string; format: string; output?: string }, command: Command) =>
      withSession(command, (session) => soa(session, options)),
    );
  addGate(program);
  program
    .command('card')
    .argument('[system]', 'an AI system, such as SYS-0001')
    .description(
      'what users and affected people are told of an AI system: the published card, or the one in work',
    )
    .option('--format <format>', 'pdf, docx, html, md or json', 'md')
    .option('--number <n>', 'a published version; without it the newest')
    .option('-o, --output <file>', 'where to write it; - or nothing for standard output')
    .action(
      (
        system: string | undefined,
        options: { format: string; number?: string; output?: string },
        command: Command,
      ) =>
        system ? withSession(command, (session) => systemCard(session, system, options)) : command.help(),
    );
  program
    .command('pack')
    .description('standards and law as packs')
    .command('add <file>')
    .description('put a version of a pack beside those that ship; the server sees it after its next start')
    .action((file: string, _options: unknown, command: Command) =>
      addPackHere(file, (command.optsWithGlobals() as { json?: boolean }).json ?? false),
    );
  program
    .command('mcp')
    .description('serve the Model Context Protocol over standard input and output, with your own rights')
    .action(async (_options: unknown, command: Command) => {
      const { serveMcp } = await import('./mcp.ts');
      await withSession(command, serveMcp);
    });
  program
    .command('verify')
    .description('hold the log against the records')
    .option('--against <file>', 'a checkpoint that left this machine')
    .option('--verifier <key>', 'the verifier key of that checkpoint')
    .action((options: { against?: string; verifier?: string }, command: Command) =>
      withSession(command, (session) => verify(session, options)),
    );
  program
    .command('doctor')
    .description('look the instance over: what is not well, and how to mend it. Exit 1 when something is bad')
    .action((_options: unknown, command: Command) => withSession(command, doctor));
  program
    .command('backup')
    .description('write a verified backup while everything runs')
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--with-files', 'hold the files inside also when they lie in a bucket')
    .action((options: { output: string; withFiles?: boolean }, command: Command) =>
      withSession(command, (session) => backup(session, options)),
    );
  program
    .command('restore <file>')
    .description('put a backup into an empty data folder; every log opens a new epoch')
    .option('--erasures <file>', 'the erasures.jsonl of the old data folder: what it names is erased again')
    .option('--without-erasures <reason>', 'why there is none')
    .option('--accept-missing-files', 'restore the records although files in a bucket are gone')
    .action((file: string, options: Parameters<typeof restore>[1], command: Command) =>
      restore(file, options, (command.optsWithGlobals() as { json?: boolean }).json ?? false),
    );
  addFiles(program);
  addBoard(program);
  addMeasureCommands(program);
  addRoadmap(program);
  addHandover(program);
  addAcross(program);
  addOwnVerbs(program);
}

/** The short forms of everyday acts on people and keys. */
function addOwnVerbs(program: Command): void {
  const user = program.command('user').description('people with an account');
  user
    .command('reset <email>')
    .description('make a one-time link by which this person sets a new password; on this machine only')
    .action((email: string, _options: unknown, command: Command) =>
      withSession(command, async ({ connection, json }) =>
        print(
          await askAsOperator(connection, '/api/password-resets', {
            body: { email },
            what: 'A reset link is made',
          }),
          json,
        ),
      ),
    );
  user
    .command('drop-second-factor <email>')
    .description(
      'for somebody who lost the device and the recovery codes; on this machine only, ends their sessions',
    )
    .action((email: string, _options: unknown, command: Command) =>
      withSession(command, async ({ connection, json }) =>
        print(
          await askAsOperator(connection, '/api/second-factors/removals', {
            body: { email },
            what: 'A second factor is taken off',
          }),
          json,
        ),
      ),
    );
  user
    .command('invite <email>')
    .description('make a one-time link that opens a sign-in with these roles')
    .requiredOption('--role <role...>', 'such as risk-manager')
    .option('--ground <text>', 'by what authority, for somebody from outside')
    .option('--unit <unit...>', 'only for these units and all below them, such as UNIT-0002')
    .option('--system <system...>', 'only for these AI systems, such as SYS-0004')
    .action((email: string, options: Invited, command: Command) =>
      withSession(command, async (session) => {
        const { unit: units = [], system: systems = [] } = options;
        const made = await ask<{ path: string }>(session, endpointOf('person.invite'), {
          email,
          roles: options.role,
          outside: options.ground !== undefined,
          ground: options.ground ?? null,
          scope: units.length + systems.length > 0 ? { units, systems } : null,
        });
        print(made, session.json);
      }),
    );
}

type Invited = {
  readonly role: string[];
  readonly ground?: string;
  readonly unit?: string[];
  readonly system?: string[];
};

/** An account may belong to several organisations: only the operator opens it, never an administrator from afar. */
type CheckAnswer = {
  readonly requirements: readonly {
    readonly id: string;
    readonly title: string;
    readonly verdict: string;
    readonly checks: readonly { readonly title: string; readonly gap: number }[];
  }[];
};

async function check(
  session: Session,
  options: { readonly clause?: string; readonly asOf?: string },
): Promise<void> {
  const answer = await ask<CheckAnswer>(session, endpointOf('conformity.check'), {
    ...(options.clause && { clause: options.clause }),
    ...(options.asOf && { asOf: options.asOf }),
  });
  if (session.json) return print(answer, true);
  process.stdout.write(
    table(
      answer.requirements.map((each) => ({
        requirement: each.id,
        title: each.title,
        records: each.verdict,
        gaps: each.checks.reduce((sum, one) => sum + one.gap, 0),
      })),
      ['requirement', 'title', 'records', 'gaps'],
    ),
  );
}

async function soa(
  session: Session,
  options: { readonly version?: string; readonly format: string; readonly output?: string },
): Promise<void> {
  const endpoint = endpointOf('statement.file');
  const org = await session.org();
  const issued = await ask<{ issued: unknown }>(session, endpointOf('statement.working'));
  const id = options.version ?? (issued.issued ? 'issued' : 'working');
  await save(
    await callEndpoint(session.connection, org, { endpoint, input: { id, format: options.format } }),
    options.output,
  );
}

async function systemCard(
  session: Session,
  system: string,
  options: { readonly format: string; readonly number?: string; readonly output?: string },
): Promise<void> {
  const { card } = await ask<{ card: { id: string } | null }>(session, endpointOf('card.ofSystem'), {
    id: system,
  });
  if (!card)
    throw new AppError('not-found', `${system} has no system card yet.`, {
      next: 'Begin it with: ./aims card create --system-id … --title …',
    });
  const endpoint = endpointOf('card.file');
  const input = {
    id: card.id,
    format: session.json ? 'json' : options.format,
    ...(options.number && { number: options.number }),
  };
  await save(
    await callEndpoint(session.connection, await session.org(), { endpoint, input }),
    options.output,
  );
}

async function verify(
  session: Session,
  options: { readonly against?: string; readonly verifier?: string },
): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const against = options.against ? await readFile(options.against, 'utf8') : undefined;
  const answer = await ask<{ answer: string; sentences: string[] }>(session, endpointOf('trail.verify'), {
    ...(against && { against }),
    ...(options.verifier && { key: options.verifier }),
  });
  if (session.json) print(answer, true);
  else process.stdout.write(`${answer.sentences.join('\n')}\n`);
  if (answer.answer === 'tampered') process.exitCode = EXIT.failed;
}
