import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { newestBackup } from '#platform/backup/scheduled.ts';
import { badFilesSaid, lookOverFiles } from '#platform/files/look-over.ts';
import type { Runtime } from '#platform/instance.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { VERSION } from './version.ts';

/** One thing looked at: how it is, and how to mend it when it is not well. */
export type Finding = {
  readonly id: string;
  readonly state: 'ok' | 'advice' | 'bad';
  readonly says: string;
  readonly mend: string | null;
};

const GIGABYTE = 1_073_741_824;
const DAY = 86_400_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks an instance over: the folder and its rights, disk, database, logs against records, evidence files, jobs,
 * backups, mail, addresses. Reads only. Each finding says how to mend what is not well.
 */
export async function examine(runtime: Runtime, env: Environment): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const look of [
    folder,
    disk,
    database,
    trails,
    evidenceFiles,
    failedJobs,
    backups,
    addresses,
    clearText,
  ]) {
    try {
      findings.push(...(await look(runtime, env)));
    } catch (error) {
      findings.push(
        bad(look.name, `Could not be looked at: ${(error as Error).message}`, 'Mend that first.'),
      );
    }
  }
  return findings;
}

const ok = (id: string, says: string): Finding => ({ id, state: 'ok', says, mend: null });
const bad = (id: string, says: string, mend: string): Finding => ({ id, state: 'bad', says, mend });
const advice = (id: string, says: string, mend: string): Finding => ({ id, state: 'advice', says, mend });

async function folder(runtime: Runtime, env: Environment): Promise<readonly Finding[]> {
  const { mode } = await stat(runtime.folder);
  const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
  const secret = join(runtime.folder, 'secret');
  const loose =
    existsSync(secret) && process.platform !== 'win32' && ((await stat(secret)).mode & 0o077) !== 0;
  return [
    open
      ? bad('folder', `Others may read ${runtime.folder}.`, `chmod 700 '${runtime.folder}'`)
      : ok('folder', `The data folder ${runtime.folder} belongs to its owner alone.`),
    loose
      ? bad('secret', 'Others may read the secret that seals keys.', `chmod 600 '${secret}'`)
      : ok(
          'secret',
          env.AIMS_SECRET
            ? 'The secret comes from AIMS_SECRET.'
            : 'The secret is kept apart, readable by its owner.',
        ),
  ];
}

async function disk(runtime: Runtime): Promise<readonly Finding[]> {
  const { bavail, bsize } = await statfs(runtime.folder);
  const free = (bavail * bsize) / GIGABYTE;
  const says = `${free.toFixed(1)} GB are free on the disk of the data folder.`;
  if (free < 0.5) return [bad('disk', says, 'Free some space: writes are refused when it is full.')];
  return [
    free < 5
      ? advice('disk', says, 'Plan for more; a backup needs about as much as the data.')
      : ok('disk', says),
  ];
}

async function database(runtime: Runtime): Promise<readonly Finding[]> {
  if (runtime.db.engine === 'postgres')
    return [ok('database', 'PostgreSQL answers; row-level security holds the role that serves.')];
  const rows = await runtime.db.scan(null, async (q) => {
    const db = q as unknown as Kysely<unknown>;
    return (await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db)).rows;
  });
  const wrong = rows.map((row) => row.quick_check).filter((each) => each !== 'ok');
  return [
    wrong.length === 0
      ? ok('database', 'The database file is sound.')
      : bad(
          'database',
          `The database file is damaged: ${wrong.join('; ')}`,
          'Restore the last backup: ./aims restore FILE',
        ),
  ];
}

async function trails(runtime: Runtime): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { id, name } of await runtime.organisations.all()) {
    const { answer, sentences } = await verifyTrail(runtime, id);
    findings.push(
      answer === 'tampered'
        ? bad(
            `trail ${id}`,
            `${name}: ${sentences.slice(0, 3).join(' ')}`,
            'Hold it against a checkpoint that left this machine: ./aims verify --against FILE',
          )
        : ok(`trail ${id}`, `${name}: log and records agree.`),
    );
    findings.push(...(await clock(runtime, { id, name })));
  }
  return findings;
}

/** A clock that went back makes entries wait for the time of the last one. */
async function clock(
  runtime: Runtime,
  org: { readonly id: string; readonly name: string },
): Promise<readonly Finding[]> {
  const last = await runtime.db.read(org.id, (q) =>
    q
      .selectFrom('log_entry')
      .where('org_id', '=', org.id)
      .select('text')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  const at = last ? Date.parse((JSON.parse(last.text) as { at: string }).at) : 0;
  const ahead = at - runtime.clock.now().getTime();
  if (ahead < 60_000) return [];
  return [
    bad(
      `clock ${org.id}`,
      `The clock of this machine is ${Math.round(ahead / 60_000)} minutes behind the last entry of ${org.name}.`,
      'Set the clock; entries keep the time of the last one until then.',
    ),
  ];
}

async function evidenceFiles(runtime: Runtime): Promise<readonly Finding[]> {
  const { place, files, bad: wrong, orphans } = await lookOverFiles(runtime);
  const old = orphans.filter((file) => runtime.clock.now().getTime() - file.modified.getTime() > DAY);
  return [
    wrong.length === 0
      ? ok('evidence', `Every file of evidence is there (${files}, in ${place}).`)
      : bad(
          'evidence',
          `In ${place} ${badFilesSaid(wrong)}.`,
          'Put the files of the last backup back, or set AIMS_FILES to where they are.',
        ),
    ...(old.length > 100
      ? [advice('orphans', `${old.length} files belong to no record.`, './aims files orphans --remove')]
      : []),
  ];
}

async function failedJobs(runtime: Runtime): Promise<readonly Finding[]> {
  const rows = await runtime.db.read(null, (q) =>
    q
      .selectFrom('job')
      .where('state', '=', 'failed')
      .select(['kind', 'error'])
      .orderBy('updatedAt', 'desc')
      .limit(50)
      .execute(),
  );
  if (rows.length === 0) return [ok('jobs', 'No work that was left for later has failed.')];
  const [first] = rows;
  return [
    bad(
      'jobs',
      `${rows.length} jobs have failed, the last of the kind ${first!.kind}: ${first!.error}`,
      'Mend the cause; the same work is left again by what asked for it.',
    ),
  ];
}

async function backups(runtime: Runtime): Promise<readonly Finding[]> {
  if (!runtime.backups)
    return [
      advice(
        'backups',
        'Nothing is backed up by itself.',
        'Set AIMS_BACKUP_FOLDER to a folder on another disk, or run ./aims backup -o FILE by your own schedule.',
      ),
    ];
  const newest = await newestBackup(runtime.backups.folder);
  const { folder: where } = runtime.backups;
  if (!newest)
    return [
      advice(
        'backups',
        `There is no backup in ${where} yet.`,
        'The first is made at the next time of AIMS_BACKUP_AT.',
      ),
    ];
  const days = (runtime.clock.now().getTime() - newest.getTime()) / DAY;
  const says = `The newest backup in ${where} was made on ${newest.toISOString().slice(0, 10)}.`;
  return [
    days > 2
      ? bad('backups', says, 'Look at failed jobs above and at the disk of that folder.')
      : ok('backups', says),
  ];
}

async function addresses(runtime: Runtime, env: Environment): Promise<readonly Finding[]> {
  const url = env.AIMS_URL ?? '';
  const exposed = env.HOST !== undefined && !['127.0.0.1', 'localhost', '::1'].includes(env.HOST);
  return [
    exposed && !url.startsWith('https://')
      ? bad(
          'address',
          `It listens on ${env.HOST} and AIMS_URL names no https address.`,
          'Put a proxy with TLS before it and set AIMS_URL=https://… to the address people use.',
        )
      : ok('address', url ? `People reach it at ${url}.` : 'It listens on this machine only.'),
    runtime.mail.on
      ? ok('mail', 'It sends e-mail.')
      : advice(
          'mail',
          'It sends no e-mail: invitations and resets are printed links.',
          'Set SMTP_URL and MAIL_FROM.',
        ),
    runtime.origin === 'openaims.invalid'
      ? advice(
          'origin',
          'Checkpoints carry the origin openaims.invalid, which tells an outsider nothing.',
          'Set AIMS_ORIGIN to a name of yours before the first organisation is made.',
        )
      : ok('origin', `Checkpoints carry the origin ${runtime.origin}.`),
    ok('version', `OpenAIMS ${VERSION}, Node ${process.version}.`),
  ];
}

/** Services on other machines that are, or may be, spoken to without encryption. */
async function clearText(_runtime: Runtime, env: Environment): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (env.AIMS_FILES?.startsWith('s3://') && elsewhere(env.AIMS_S3_ENDPOINT, ['http:']))
    findings.push(
      advice('store', 'Files travel to the store in clear text.', 'Give AIMS_S3_ENDPOINT an https address.'),
    );
  for (const name of ['DATABASE_URL', 'DATABASE_ADMIN_URL'])
    if (elsewhere(env[name], ['postgres:', 'postgresql:']) && !/[?&]sslmode=verify-/.test(env[name]!))
      findings.push(
        advice(
          'database-encryption',
          `${name} does not ask for an encrypted connection to a server whose certificate is checked.`,
          `Add ?sslmode=verify-full to ${name}, and &sslrootcert=FILE where the certificate is your own.`,
        ),
      );
  if (elsewhere(env.SMTP_URL, ['smtp:']) && !/[?&]requireTLS=true/i.test(env.SMTP_URL!))
    findings.push(
      advice(
        'mail-encryption',
        'Mail goes out unencrypted when the mail server offers no encryption.',
        'Use smtps:// in SMTP_URL, or add ?requireTLS=true to it.',
      ),
    );
  return findings;
}

/** Whether an address has one of these protocols and names another machine. */
function elsewhere(address: string | undefined, protocols: readonly string[]): boolean {
  if (!address || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const here = ['localhost', '', '[::1]'].includes(hostname) || hostname.startsWith('127.');
  return protocols.includes(protocol) && !here;
}
