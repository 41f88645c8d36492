import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The server's log: JSON lines. Of an error its kind, code, message and place stay; what a database adds to it, such as
 * the row that was refused, may be somebody's name or a secret and is left out.
 * @param to where lines go; standard output unless told
 */
export function serverLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token'],
    serializers: { err: errorLine },
  };
  return to ? pino(options, to) : pino(options);
}

function errorLine(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'something that is no error was thrown' };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: withoutValues(error.message),
    stack: withoutValues(error.stack ?? ''),
    ...(typeof code === 'string' && { code }),
  };
}

/** Databases quote the value they choked on, and an address in an error names its password. */
function withoutValues(text: string): string {
  return text
    .replace(/(input (?:syntax|value)[^:\n]{0,80}: )"[^"\n]{0,2000}"/g, '$1"…"')
    .replace(/(\w{2,20}:\/\/)[^\s@/]{1,200}@/g, '$1…@');
}
