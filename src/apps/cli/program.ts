import { type Command, Option } from 'commander';

/** What every command takes. */
export function addGlobals(program: Command): Command {
  return program
    .description('OpenAIMS, the open-source AI management system')
    .option('--json', 'print JSON')
    .option('--org <organisation>', 'the organisation, by name or id; not needed when there is one')
    .option('--server <url>', 'talk to this server instead of the one of the data folder')
    .addOption(
      new Option('--key <key>', 'an API key; needed with --server, and for acts of authority').env(
        'AIMS_KEY',
      ),
    );
}
