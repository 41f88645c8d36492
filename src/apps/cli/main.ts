import { flushCompileCache } from 'node:module';
import { Command, Option } from 'commander';
import { modules } from '#modules/index.ts';
import { VERSION } from '../server/version.ts';
import { addCommands } from './commands.ts';
import { EXIT } from './output.ts';
import { addVerbs } from './verbs.ts';

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

addCommands(program);
addVerbs(program, modules);
await program.parseAsync();
setTimeout(flushCompileCache, 0);
