import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readConfig } from '#apps/server/config.ts';
import { environment } from '#apps/server/environment.ts';
import { lockFolder } from '#apps/server/lock.ts';
import { addPack } from '#catalog/add-pack.ts';
import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#kernel/policy.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import type { Runtime } from '#platform/instance.ts';
import { askAsOperator } from './connection.ts';
import { print, report } from './output.ts';
import type { Session } from './session.ts';

const OPERATOR: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/** `init`: an organisation in the data folder, empty or the demo. The first person signs in with the link of the server. */
export async function init(
  options: { readonly demo?: boolean; readonly name: string; readonly timeZone: string },
  json: boolean,
): Promise<void> {
  await withRuntime(json, async (runtime) => {
    const { createDemo } = await import('#apps/server/demo/demo.ts');
    const id = options.demo
      ? await createDemo(runtime)
      : await createOrganisation(runtime, {
          kind: 'live',
          name: options.name,
          timeZone: options.timeZone,
          actor: OPERATOR,
        });
    print(
      {
        organisation: id,
        name: options.demo ? 'the demo organisation' : options.name,
        next: 'Run npm start and open the link it prints.',
      },
      json,
    );
  });
}

/** `pack add`: into the data folder; looked through before it is listed. */
export function addPackHere(file: string, json: boolean): void {
  const folder = pathToFileURL(`${join(readConfig(environment(process.env)).folder, 'packs')}/`);
  const { id, version, sha256 } = addPack(resolve(file), folder);
  print(
    {
      pack: id,
      version,
      sha256,
      next: 'Start the server again; then look at what it changes under Versions of packs.',
    },
    json,
  );
}

/** `serve`: the same as `npm start`. */
export async function serveHere(): Promise<void> {
  await import('#apps/server/main.ts');
}

/** `backup`: written from one snapshot and verified; a running server writes it itself, so nobody has to stop it. */
export async function backup(
  { connection, json }: Session,
  { output, withFiles = false }: { readonly output: string; readonly withFiles?: boolean },
): Promise<void> {
  print(
    await askAsOperator(connection, '/api/backups', {
      body: { file: resolve(output), withFiles },
      what: 'A backup is made',
    }),
    json,
  );
}

/** `restore`: into an empty data folder; the present one stays untouched until you put the new one in its place. */
export async function restore(
  file: string,
  options: {
    readonly erasures?: string;
    readonly withoutErasures?: string;
    readonly acceptMissingFiles?: boolean;
  },
  json: boolean,
): Promise<void> {
  await withRuntime(json, async (runtime) => {
    const { restoreBackup } = await import('#platform/backup/restore.ts');
    print(
      await restoreBackup(runtime, resolve(file), {
        erasures: options.erasures,
        noErasures: options.withoutErasures,
        acceptMissingFiles: options.acceptMissingFiles ?? false,
      }),
      json,
    );
  });
}

async function withRuntime(json: boolean, run: (runtime: Runtime) => Promise<void>): Promise<void> {
  try {
    const config = readConfig(environment(process.env));
    const { mkdir } = await import('node:fs/promises');
    await mkdir(config.folder, { recursive: true, mode: 0o700 });
    const lock = config.databaseUrl ? null : lockFolder(config.folder);
    try {
      const { openInstance } = await import('#apps/server/compose.ts');
      const runtime = await openInstance(config);
      await run(runtime).finally(() => runtime.db.close());
    } finally {
      lock?.release();
    }
  } catch (error) {
    process.exitCode = report(
      error instanceof AppError && error.code === 'folder-locked'
        ? new AppError('folder-locked', error.message, {
            next: 'Stop the server for this command.',
          })
        : error,
      json,
    );
  }
}
