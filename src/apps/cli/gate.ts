import type { Command } from 'commander';
import { EXIT, print } from './output.ts';
import type { Session } from './session.ts';

/** `./aims gate`, which pipelines call: what it needs is loaded when it runs. */
export function addGate(program: Command): void {
  program
    .command('gate <system>')
    .description(
      'may this AI system enter that life-cycle stage? Exit 1 with the reasons when neither its gate nor an exception lets it',
    )
    .requiredOption('--stage <stage>', 'such as deployment')
    .action(async (system: string, options: { stage: string }, command: Command) => {
      const { withSession } = await import('./session.ts');
      await withSession(command, (session) => gate(session, system, options.stage));
    });
}

type GateAnswer = {
  readonly passed: boolean;
  readonly open: boolean;
  readonly riskClass: string;
  readonly exception: { readonly ref: string; readonly until: string; readonly ended: boolean } | null;
  readonly conditions: readonly { readonly title: string; readonly ok: boolean; readonly reason: string }[];
};

async function gate(session: Session, system: string, stage: string): Promise<void> {
  const [{ ask }, { gateActs }] = await Promise.all([
    import('./session.ts'),
    import('#modules/lifecycle/contract.ts'),
  ]);
  const answer = await ask<GateAnswer>(session, gateActs.gate, { id: system, stage });
  if (session.json) print(answer, true);
  else {
    for (const condition of answer.conditions)
      process.stdout.write(`${condition.ok ? 'ok  ' : 'open'}  ${condition.title}: ${condition.reason}\n`);
    if (answer.exception)
      process.stdout.write(
        `${answer.exception.ended ? 'The exception ended on' : 'An exception stands until'} ${answer.exception.until} (${answer.exception.ref})\n`,
      );
  }
  if (!answer.open) process.exitCode = EXIT.failed;
}
