import type { Command } from 'commander';
import type { OutputOf } from '#kernel/endpoint.ts';
import { type Board, boardEndpoints } from '#modules/board/contract.ts';
import { callEndpoint } from './connection.ts';
import { print, table } from './output.ts';
import { ask, type Session, save, withSession } from './session.ts';

type Options = {
  readonly units?: boolean;
  readonly asOf?: string;
  readonly format?: string;
  readonly output?: string;
};

/** `board`: where everything stands, on one page. */
export function addBoard(program: Command): void {
  program
    .command('board')
    .description('show the board where the management system stands, on one page')
    .option('--units', 'set the units side by side instead')
    .option('--as-of <day>', 'the records as they were known at the end of that day')
    .option('--format <format>', 'write the document: pdf, docx, html or md')
    .option('-o, --output <file>', 'where to write it; - or nothing for standard output')
    .action((options: Options, command: Command) =>
      withSession(command, (session) =>
        (options.units ? units : options.format ? file : page)(session, options),
      ),
    );
}

async function page(session: Session, { asOf }: Options): Promise<void> {
  const board = await ask<Board>(session, boardEndpoints.show, { ...(asOf && { asOf }) });
  if (session.json) return print(board, true);
  const parts = {
    Risks: board.aboveAppetite,
    Overdue: board.overdue,
    'AI systems in scope, by the AI Act': board.classes,
    'By own risk level': board.riskLevels,
    'By unit': board.units,
  };
  process.stdout.write(`To decide\n${board.decisions.map(({ label }) => `        ${label}\n`).join('')}\n`);
  for (const [title, figures] of Object.entries(parts).filter(([, list]) => list.length > 0))
    process.stdout.write(
      `${title}\n${figures.map(({ label, count }) => `${String(count).padStart(6)}  ${label}\n`).join('')}\n`,
    );
  process.stdout.write(
    table(
      board.groups.map(({ id, title, verdicts, openGaps }) => ({
        clause: `${id} ${title}`,
        ...Object.fromEntries(verdicts.map(({ verdict, count }) => [verdict, count])),
        openGaps: openGaps.count,
      })),
      ['clause', ...(board.groups[0]?.verdicts.map((each) => each.verdict) ?? []), 'openGaps'],
    ),
  );
  for (const { what, title, day } of board.audits) process.stdout.write(`\n${day}  ${what}: ${title}`);
  process.stdout.write(`\n${board.basis}\n`);
}

async function units(session: Session, { asOf }: Options): Promise<void> {
  const answer = await ask<OutputOf<typeof boardEndpoints.units>>(session, boardEndpoints.units, {
    ...(asOf && { asOf }),
  });
  if (session.json) return print(answer, true);
  process.stdout.write(
    table(
      answer.units.map((unit) => ({
        unit: `${'  '.repeat(unit.depth)}${unit.name}`,
        systems: unit.systems.count,
        inScope: unit.inScope.count,
        openRisks: unit.openRisks,
        aboveAppetite: unit.riskAboveAppetite,
        judged: unit.rows,
        inOrder: unit.ok,
        gaps: unit.gaps.count,
        raised: unit.raised.count,
      })),
      ['unit', 'systems', 'inScope', 'openRisks', 'aboveAppetite', 'judged', 'inOrder', 'gaps', 'raised'],
    ),
  );
}

async function file(session: Session, { format, output }: Options): Promise<void> {
  const call = { endpoint: boardEndpoints.file, input: { format } };
  await save(await callEndpoint(session.connection, await session.org(), call), output);
}
