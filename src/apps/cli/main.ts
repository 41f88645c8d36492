import { flushCompileCache } from 'node:module';
import { Command } from 'commander';
import { VERSION } from '../server/version.ts';
import { addGate } from './gate.ts';
import { addMeasureCommands } from './measure-commands.ts';
import { needsOf } from './needs.ts';
import { EXIT } from './output.ts';
import { addGlobals } from './program.ts';

/** `./aims`: everything the API can do, and the chores of the machine. */
const program = addGlobals(new Command('aims'))
  .version(VERSION, '-V, --about', 'print the version of this program')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.usage));

// `… | head` closes the pipe when it has seen enough: that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
});

// What pipelines call needs none of the modules: without them it starts sooner and in a third of the memory.
const needs = needsOf(process.argv.slice(2));
if (needs === 'measure') addMeasureCommands(program);
if (needs === 'gate') addGate(program);
if (needs === 'everything') await addEverything();
if (needs === 'help') {
  // Written beforehand, because it lists every verb of every module.
  const { HELP } = await import('./help.generated.ts');
  process.stdout.write(HELP);
  process.exit(EXIT.done);
}
await program.parseAsync();
setTimeout(flushCompileCache, 0);

async function addEverything(): Promise<void> {
  const [{ addCommands }, { addVerbs }, { modules }] = await Promise.all([
    import('./commands.ts'),
    import('./verbs.ts'),
    import('#modules/index.ts'),
  ]);
  addCommands(program);
  addVerbs(program, modules);
}
