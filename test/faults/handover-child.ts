import { flushCompileCache } from 'node:module';
import { openInstance } from '#apps/server/compose.ts';
import { importOrganisation } from '#platform/handover/import.ts';
import type { Runtime } from '#platform/instance.ts';

/**
 * Imports one organisation into the folder, or the PostgreSQL, that is named, and dies by kill -9 at one point:
 * `file` after the first file, a number before that statement of the transaction, `committed` right after it.
 */
const [folder, file, passphrase, at, databaseUrl, databaseAdminUrl] = process.argv.slice(2);
const runtime = await openInstance({ folder: folder!, databaseUrl, databaseAdminUrl });
const die = () => {
  flushCompileCache();
  process.kill(process.pid, 'SIGKILL');
};
let statements = 0;
const mortal: Runtime = {
  ...runtime,
  files: {
    ...runtime.files,
    put: async (...args) => {
      const stored = await runtime.files.put(...args);
      if (at === 'file') die();
      return stored;
    },
  },
  db: {
    ...runtime.db,
    write: async (org, run) => {
      const value = await runtime.db.write(org, (handle) =>
        run({
          ...handle,
          exec: (text, params) => {
            statements += 1;
            if (statements === Number(at)) die();
            return handle.exec(text, params);
          },
        }),
      );
      if (at === 'committed') die();
      return value;
    },
  },
};
await importOrganisation(mortal, { file: file!, passphrase: passphrase! });
process.stdout.write(String(statements));
await runtime.db.close();
