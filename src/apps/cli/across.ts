import type { Command } from 'commander';
import { AppError } from '#kernel/errors.ts';
import { methodKinds, type PortfolioRow, type PreviewItem } from '#modules/practice/contract.ts';
import { type Connection, RemoteProblem } from './connection.ts';
import { print, table } from './output.ts';
import { withSession } from './session.ts';

type Row = {
  readonly name: string;
  readonly standing: PortfolioRow | null;
  readonly needs: string | null;
};
type TakeOptions = {
  readonly dryRun?: boolean;
  readonly method?: readonly string[];
  readonly replace?: boolean;
};

/** What one person has to do with several organisations: the portfolio, and templates from one into another. */
export function addAcross(program: Command): void {
  program
    .command('portfolio')
    .description('every organisation you belong to in one row, each by your rights in it')
    .action((_options: unknown, command: Command) =>
      withSession(command, async ({ connection, json }) => {
        const { rows } = await asked<{ rows: readonly Row[] }>(connection, '/api/portfolio');
        if (json) return print({ rows }, true);
        process.stdout.write(
          table(
            rows.map(({ name, standing, needs }) => ({
              organisation: name,
              ...(standing
                ? {
                    complete: `${standing.complete} of ${standing.requirements}`,
                    raised: standing.raised,
                    nonconformities: standing.openNonconformities,
                    overdue: standing.overdue,
                    nextAudit: standing.nextAudit?.day ?? 'none planned',
                    waiting: standing.waiting,
                  }
                : { complete: needs }),
            })),
            ['organisation', 'complete', 'raised', 'nonconformities', 'overdue', 'nextAudit', 'waiting'],
          ),
        );
      }),
    );
  program
    .command('templates')
    .description('templates and methods of another organisation of yours')
    .command('take <organisation>')
    .description('copy what is new there, or newer and untouched here, into the organisation of --org')
    .option('--dry-run', 'say what would be taken and write nothing')
    .option(
      '--method <keys...>',
      'take these methods as well, by their keys of --dry-run: each is a decision',
    )
    .option('--replace', 'let them replace what was decided otherwise here')
    .action((source: string, options: TakeOptions, command: Command) =>
      withSession(command, async ({ connection, json, org }) => {
        const between = { from: await org(source), to: await org() };
        const { items } = await asked<{ items: readonly PreviewItem[] }>(
          connection,
          '/api/templates/preview',
          between,
        );
        if (options.dryRun)
          return json
            ? print({ items }, true)
            : void process.stdout.write(
                table(
                  items.map((each) => ({ ...each, why: each.mayNot ?? each.why })),
                  ['state', 'title', 'key', 'why'],
                ),
              );
        const { keys, replace } = choiceOf(items, options);
        print(
          keys.length === 0
            ? { copied: 0, kept: items.length, refused: [] }
            : await asked(connection, '/api/templates/copies', { ...between, keys, replace }),
          json,
        );
      }),
    );
}

/** Templates that are new or newer, and of the methods those alone that were named. */
function choiceOf(items: readonly PreviewItem[], { method = [], replace = false }: TakeOptions) {
  const methods = items.filter((each) => each.kind in methodKinds);
  const unknown = method.filter((key) => !methods.some((each) => each.key === key));
  if (unknown.length > 0)
    throw new AppError('invalid-input', `There is no method ${unknown.join(', ')} to take.`, {
      next: 'Look at the keys with --dry-run.',
    });
  const open = (each: PreviewItem) => each.state === 'new' || each.state === 'changed';
  const named = methods.filter((each) => method.includes(each.key));
  const replaced = replace ? named.filter((each) => each.state === 'differs') : [];
  return {
    keys: [...items.filter((each) => !(each.kind in methodKinds) && open(each)), ...named].map(
      (each) => each.key,
    ),
    replace: Object.fromEntries(replaced.map((each) => [each.key, each.target!.version])),
  };
}

async function asked<T>({ fetch }: Connection, path: string, body?: object): Promise<T> {
  const answer = await fetch(path, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new RemoteProblem((await answer.json()) as RemoteProblem['problem']);
  return answer.json() as Promise<T>;
}
