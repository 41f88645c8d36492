import type { Command } from 'commander';
import type { Endpoint, OutputOf } from '#kernel/endpoint.ts';
import { gapEndpoints } from '#modules/gap/contract.ts';
import { readinessEndpoints } from '#modules/readiness/contract.ts';
import { planEndpoints } from '#modules/roadmap/contract.ts';
import { EXIT, print, table } from './output.ts';
import { ask, type Session, withSession } from './session.ts';

/** Where do we stand, what is the plan, what would an auditor raise. */
export function addRoadmap(program: Command): void {
  program
    .command('gap')
    .description('set what people say beside what the records show')
    .action((_options: unknown, command: Command) => withSession(command, gap));
  program
    .command('plan')
    .description('show the plan: days, owners, slack, progress by the records')
    .action((_options: unknown, command: Command) => withSession(command, plan));
  program
    .command('readiness')
    .description('say what an auditor would raise; exit 1 when something could be a major nonconformity')
    .option('--stage <stage>', '1 or 2', '1')
    .option('--as-of <day>', 'the records as they were known at the end of that day')
    .action((options: { stage: string; asOf?: string }, command: Command) =>
      withSession(command, (session) => readiness(session, options)),
    );
}

const asked = <E extends Endpoint>(session: Session, endpoint: E, input: Record<string, unknown> = {}) =>
  ask<OutputOf<E>>(session, endpoint, input);

async function gap(session: Session): Promise<void> {
  const answer = await asked(session, gapEndpoints.result);
  if (session.json) return print(answer, true);
  process.stdout.write(
    table(
      answer.lines.map((line) => ({
        requirement: line.id,
        title: line.title,
        said: line.claimed,
        records: line.verdict,
        sideBySide: line.sentence,
      })),
      ['requirement', 'title', 'said', 'records', 'sideBySide'],
    ),
  );
  process.stdout.write(`${answer.people} people, ${answer.answers} answers. ${answer.basis}\n`);
}

async function plan(session: Session): Promise<void> {
  const answer = await asked(session, planEndpoints.show);
  if (session.json) return print(answer, true);
  if (!answer.plan) {
    process.stdout.write(
      `There is no plan yet. The estimate is ${answer.estimate.weeks} weeks; draft it with ./aims plan draft.\n`,
    );
    return;
  }
  process.stdout.write(
    table(
      answer.activities.map((each) => ({
        ref: each.ref,
        phase: each.phase,
        activity: each.title,
        owner: each.ownerName,
        start: each.start,
        end: each.end,
        slack: each.critical ? 'critical' : each.slack,
        shown: `${each.progress.holds}/${each.progress.of}`,
      })),
      ['ref', 'phase', 'activity', 'owner', 'start', 'end', 'slack', 'shown'],
    ),
  );
  const week = answer.week === null ? '' : ` Week ${answer.week} of ${answer.plan.weeks}.`;
  process.stdout.write(`${answer.plan.title}: ${answer.plan.state}, ends ${answer.end}.${week}\n`);
}

async function readiness(
  session: Session,
  options: { readonly stage: string; readonly asOf?: string },
): Promise<void> {
  const answer = await asked(session, readinessEndpoints.show, {
    stage: options.stage,
    ...(options.asOf && { asOf: options.asOf }),
  });
  if (session.json) print(answer, true);
  else {
    process.stdout.write(
      table(
        answer.findings.map((each) => ({
          [answer.stage === '2' ? 'proposed' : 'couldBecome']: each.mayBecome,
          requirement: each.requirement,
          what: each.sentence,
          fix: each.fix,
        })),
        [answer.stage === '2' ? 'proposed' : 'couldBecome', 'requirement', 'what', 'fix'],
      ),
    );
    const parts = answer.cannotJudge.parts.length;
    process.stdout.write(
      `${answer.sentence}\n${parts} parts of requirements no register shows; ${answer.cannotJudge.always.length} things only a person sees (--json lists them).\n`,
    );
  }
  if (answer.counts.major > 0) process.exitCode = EXIT.failed;
}
