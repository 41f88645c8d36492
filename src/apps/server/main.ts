import { flushCompileCache } from 'node:module';
import { toProblem } from '#kernel/errors.ts';
import { ensureWebBuilt } from '../../../scripts/build-web.ts';
import { readConfig } from './config.ts';
import { environment } from './environment.ts';
import { serverLog } from './log.ts';
import { serve } from './serve.ts';

/** `npm start`: serves the data folder until it is told to stop. */
const log = serverLog(process.env.LOG_LEVEL ?? 'warn');

// Whoever started it may read no further. That ends a command, and no server.
process.stdout.removeAllListeners('error').on('error', () => {});

try {
  if (!process.env.AIMS_NO_BUILD) ensureWebBuilt();
  const server = await serve(readConfig(environment(process.env)), log);
  for (const line of server.greeting) process.stdout.write(`${line}\n`);
  // Filled once, the cache halves the next start; it is otherwise written at normal exit only.
  setTimeout(flushCompileCache, 200).unref();
  const stop = async () => {
    await server.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  const problem = toProblem(error, 'start');
  if (problem.code === 'internal') log.fatal({ err: error }, 'OpenAIMS could not start');
  process.stderr.write(`OpenAIMS could not start. ${problem.detail}\n${problem.next}\n`);
  process.exit(1);
}
