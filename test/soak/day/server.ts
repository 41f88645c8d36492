import { pino } from 'pino';
import { readConfig } from '#apps/server/config.ts';
import { serve } from '#apps/server/serve.ts';

/**
 * The real server, with a clock that runs faster: it begins at the instant of the first argument and passes so many
 * times as fast as the second says. Its environment is that of an administrator. Prints where it is.
 */
const [begin, pace] = process.argv.slice(2).map(Number) as [number, number];
const started = Date.now();
const clock = { now: () => new Date(begin + (Date.now() - started) * pace) };
const server = await serve(
  {
    ...readConfig(process.env),
    clock,
    // Every ten minutes of this clock, at least once a second of the real one.
    wakes: `*/${Math.max(1, Math.round(600 / pace))} * * * * *`,
  },
  pino({ level: 'error' }, pino.destination(2)),
);
process.stdout.write(`${JSON.stringify({ url: server.url, greeting: server.greeting })}\n`);
process.once('SIGTERM', async () => {
  await server.close();
  process.exit(0);
});
