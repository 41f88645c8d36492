/** One part of `npm test`: a program of node_modules/.bin with its arguments. */
export type Step = {
  readonly name: string;
  readonly what: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs vitest, whose report is counted. */
  readonly counted?: boolean;
  /** Shown when it fails: what it may want of the machine. */
  readonly needs?: string;
};

const POSTGRES = { AIMS_TEST_DB: 'postgres' };
const SERVICES = 'if a program is missing, node scripts/setup.mjs --test installs it or says how';

/** Everything that `npm test` runs, in this order: quick answers first. */
export const STEPS: readonly Step[] = [
  { name: 'typecheck', what: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', what: 'Biome', command: ['biome', 'check'] },
  { name: 'layers', what: 'rooms, walls, cycles', command: ['node', 'scripts/check-layers.ts'] },
  { name: 'size', what: 'sizes of files', command: ['node', 'scripts/check-size.ts'] },
  { name: 'dead-code', what: 'unused files, exports, packages', command: ['knip', '--no-progress'] },
  { name: 'web', what: 'web app: build and browser wall', command: ['node', 'scripts/check-web.ts'] },
  {
    name: 'unit',
    what: 'unit and integration tests on SQLite',
    command: ['vitest', 'run', '--project', 'unit'],
    counted: true,
  },
  {
    name: 'postgres',
    what: 'tests with a database, again on PostgreSQL',
    command: ['vitest', 'run', '--project', 'unit'],
    env: POSTGRES,
    counted: true,
    needs: SERVICES,
  },
  {
    name: 'e2e',
    what: 'browser journeys',
    command: ['vitest', 'run', '--project', 'e2e'],
    counted: true,
    needs: SERVICES,
  },
];

/**
 * The steps that the arguments ask for: all, or those of `--only unit,layers`.
 * @throws Error naming the steps there are
 */
export function chosenSteps(args: readonly string[]): readonly Step[] {
  if (args.length === 0) return STEPS;
  const [flag, list, ...rest] = args[0]!.startsWith('--only=') ? ['--only', args[0]!.slice(7)] : args;
  const names = list?.split(',') ?? [];
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (flag !== '--only' || names.length === 0 || unknown.length > 0 || rest.length > 0)
    throw new Error(
      `Use: npm test, or npm test -- --only ${STEPS.map((step) => step.name).join(',')} (any of them)`,
    );
  return STEPS.filter((step) => names.includes(step.name));
}
