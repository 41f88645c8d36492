import type { Command } from 'commander';

import type { ImportOptions, MeasureOptions, MergeOptions, ProfileOptions } from './measure-options.ts';

/** The commands that measure outputs. They need no server and no data folder; the engine is loaded when one of them runs. */
export function addMeasureCommands(program: Command): void {
  const limits = (command: Command) =>
    command
      .option('--threads <n>', 'at most so many threads')
      .option('--memory <size>', 'at most so much memory for the engine, such as 2GB');
  const imports = program.commands.find((each) => each.name() === 'import');
  imports
    ?.command('report <spec> <report>')
    .description('take over the report of another tool, marked as reported by it')
    .requiredOption('--tool <tool>', 'evidently, whylogs or fairlearn')
    .requiredOption('--window <time>', 'the time it speaks of: 2026-10-05, 2026-10 or from/to')
    .option('--rows <n>', 'on how many rows it stands, when it does not say so itself')
    .option('--post', 'send the result to the OpenAIMS of --server with --key')
    .action((spec: string, report: string, options: ImportOptions, command: Command) =>
      lazily((run) => run.takeOver(spec, { ...options, report }, command)),
    );
  const measure = program
    .command('measure')
    .description('measure the outputs of an AI system by a spec; exit 1 on a breach of severity high')
    .argument('<spec>', 'monitor.yaml')
    .option('--reference <file>', 'the profile to compare with, instead of the one of the spec')
    .option('--window <time>', 'only windows in this time: 2026-10-05, 2026-10 or from/to')
    .option('--open', 'measure windows as well that are still open for late rows')
    .option(
      '--dry-run',
      'say how often each threshold would have fired over these windows, and judge nothing',
    )
    .option('--html <file>', 'write a report that opens in any browser, without a network')
    .option(
      '--keep <folder>',
      'where counts stay for merging and late labels (default: .aims-measure beside the spec)',
    )
    .option('--no-keep', 'keep nothing')
    .option('--post', 'send the results to the OpenAIMS of --server with --key');
  limits(measure).action((spec: string, options: MeasureOptions, command: Command) =>
    lazily((run) => run.measure(spec, options, command)),
  );
  measure
    .command('init <file>')
    .description('look at a Parquet, CSV or JSON lines file and print a commented spec to start from')
    .action((file: string, _options: unknown, command: Command) =>
      lazily((run) => run.initialise(file, command)),
    );
  limits(
    program
      .command('profile <spec>')
      .description('look at the reference that later windows are compared with')
      .option('--from <file...>', 'the rows of the reference, instead of the source of the spec')
      .option('--window <time>', 'only rows of this time')
      .option('-o, --output <file>', 'where to write it', 'reference.json'),
  ).action((spec: string, options: ProfileOptions, command: Command) =>
    lazily((run) => run.profile(spec, options, command)),
  );
  program
    .command('merge <spec> <parts...>')
    .description('add the counts that were kept of shards, days or machines, and measure the whole')
    .option('--reference <file>', 'the profile that the parts were compared with')
    .option('-o, --output <file>', 'write the counts of the whole here')
    .option('--html <file>', 'write a report as well')
    .action((spec: string, parts: string[], options: MergeOptions, command: Command) =>
      lazily((run) => run.merge(spec, { ...options, parts }, command)),
    );
}

async function lazily(run: (commands: typeof import('./measure.ts')) => Promise<void>): Promise<void> {
  await run(await import('./measure.ts'));
}
