import { resolve } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { idleHours } from '#platform/auth/idle.ts';
import { readBackupSettings } from '#platform/backup/settings.ts';
import { readFilesSettings } from '#platform/files/settings.ts';
import { readMailSettings } from '#platform/mail/settings.ts';
import { readOutsideAllow } from '#platform/outside/address.ts';
import { readInstanceProviders } from '#platform/sso/instance-providers.ts';
import type { InstanceConfig } from './compose.ts';

export type ServerConfig = InstanceConfig & {
  readonly host: string;
  readonly port: number;
  readonly socket: string;
  readonly url: string;
  /** Who may read the metrics; absent: nobody over HTTP. */
  readonly metricsToken?: string | undefined;
  /** When the schedule is looked at, as a cron pattern; every ten minutes unless a run with a faster clock says otherwise. */
  readonly wakes?: string;
};

/**
 * Reads the environment; see the administrators' guide for every variable.
 * @throws AppError `invalid-input` naming the variable that is wrong
 */
export function readConfig(env: NodeJS.ProcessEnv): ServerConfig {
  const folder = resolve(env.AIMS_DATA ?? 'data');
  const port = Number(env.PORT ?? 4242);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new AppError('invalid-input', `PORT is "${env.PORT}", which is no port number.`);
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL))
    throw new AppError('invalid-input', 'DATABASE_URL must begin with postgres://');
  idleHours(env);
  const host = env.HOST ?? '127.0.0.1';
  return {
    folder,
    host,
    port,
    socket: socketPath(folder),
    url:
      env.AIMS_URL ??
      `http://${host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`,
    databaseUrl: env.DATABASE_URL,
    databaseAdminUrl: env.DATABASE_ADMIN_URL,
    files: readFilesSettings(env, folder),
    secret: env.AIMS_SECRET,
    origin: env.AIMS_ORIGIN,
    mail: readMailSettings(env),
    backups: readBackupSettings(env),
    outside: { allow: readOutsideAllow(env) },
    providers: readInstanceProviders(env),
    metricsToken: metricsToken(env),
  };
}

function metricsToken({ AIMS_METRICS_TOKEN: token }: NodeJS.ProcessEnv): string | undefined {
  if (token !== undefined && token.length < 16)
    throw new AppError('invalid-input', 'AIMS_METRICS_TOKEN must have at least 16 characters.');
  return token;
}

/** Where the command line finds the running server of a data folder; socket paths are limited to about 100 bytes. */
function socketPath(folder: string): string {
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\aims-${Buffer.from(folder).toString('hex').slice(-40)}`;
  const near = `${folder}/aims.sock`;
  return Buffer.byteLength(near) <= 100 ? near : `/tmp/aims-${process.getuid?.() ?? 0}-${hash(folder)}.sock`;
}

function hash(text: string): string {
  let h = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) h = BigInt.asUintN(64, (h ^ BigInt(byte)) * 0x100000001b3n);
  return h.toString(16);
}
