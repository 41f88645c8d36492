import { flushCompileCache } from 'node:module';
import { Command, Option } from 'commander';
import { VERSION } from '../server/version.ts';
import { addMeasureCommands, isMeasuring } from './measure-commands.ts';
import { EXIT } from './output.ts';

/** `./aims`: everything the API can do, and the chores of the machine. */
const program = new Command('aims')
  .description('OpenAIMS, the open-source AI management system')
  .version(VERSION, '-V, --about', 'print the version of this program')
  .option('--json', 'print JSON')
  .option('--org <organisation>', 'the organisation, by name or id; not needed when there is one')
  .option('--server <url>', 'talk to this server instead of the one of the data folder')
  .addOption(
    new Option('--key <key>', 'an API key; needed with --server, and for acts of authority').env('AIMS_KEY'),
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.usage));

// Measuring needs none of the modules: without them it starts sooner and in a third of the memory.
if (isMeasuring(process.argv.slice(2))) addMeasureCommands(program);
else await addEverything();
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
