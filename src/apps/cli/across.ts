import type { Command } from 'commander';
import type { PortfolioRow } from '#modules/practice/contract.ts';
import { type Connection, RemoteProblem } from './connection.ts';
import { print, table } from './output.ts';
import { withSession } from './session.ts';

type Row = {
  readonly name: string;
  readonly standing: PortfolioRow | null;
  readonly needs: string | null;
};
type Item = {
  readonly key: string;
  readonly title: string;
  readonly state: string;
  readonly why: string | null;
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
    .description('templates of another organisation of yours')
    .command('take <organisation>')
    .description('copy what is new there, or newer and untouched here, into the organisation of --org')
    .option('--dry-run', 'say what would be taken and write nothing')
    .action((source: string, options: { dryRun?: boolean }, command: Command) =>
      withSession(command, async ({ connection, json, org }) => {
        const between = { from: await org(source), to: await org() };
        const { items } = await asked<{ items: readonly Item[] }>(
          connection,
          '/api/templates/preview',
          between,
        );
        if (options.dryRun)
          return json
            ? print({ items }, true)
            : void process.stdout.write(table(items, ['state', 'title', 'key', 'why']));
        const keys = items.filter((each) => ['new', 'changed'].includes(each.state)).map((each) => each.key);
        print(
          keys.length === 0
            ? { copied: 0, kept: items.length, refused: [] }
            : await asked(connection, '/api/templates/copies', { ...between, keys }),
          json,
        );
      }),
    );
}

async function asked<T>({ fetch }: Connection, path: string, body?: object): Promise<T> {
  const answer = await fetch(path, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new RemoteProblem((await answer.json()) as RemoteProblem['problem']);
  return answer.json() as Promise<T>;
}
