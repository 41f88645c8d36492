import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Runtime } from '../instance.ts';
import { VERSION } from '../version.ts';
import { exportOrganisation } from './export.ts';
import type { OnShelf, Shelf } from './exported.ts';

const DAYS = 7;
const NAME = /^[a-z-]+-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.aims$/;

/** Files below `<data>/handover/<organisation>`, on the node that made them. */
export function shelfOf(runtime: Runtime, call: { readonly org: string; readonly actor: Actor }): Shelf {
  const folder = join(runtime.folder, 'handover', call.org);
  const place = (name: string) => {
    if (!NAME.test(name)) throw missing();
    return join(folder, name);
  };
  const list = async () => {
    const found: OnShelf[] = [];
    const oldest = runtime.clock.now().getTime() - DAYS * 86_400_000;
    for (const name of (await readdir(folder).catch(() => [])).filter((each) => NAME.test(each))) {
      const madeAt = name.slice(-25, -5).replace(/T(\d\d)-(\d\d)-(\d\d)Z/, 'T$1:$2:$3Z');
      if (Date.parse(madeAt) < oldest) await rm(join(folder, name), { force: true });
      else found.push({ name, bytes: (await stat(join(folder, name))).size, madeAt });
    }
    return found.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  };
  return {
    list,
    make: async ({ passphrase, to }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await list();
      const at = runtime.clock.now().toISOString().slice(0, 19).replaceAll(':', '-');
      const name = `${to === null ? 'copy' : 'hand-over'}-${at}Z.aims`;
      const { file: _file, ...made } = await exportOrganisation(runtime, {
        ...call,
        target: join(folder, name),
        passphrase,
        to: to ?? undefined,
        version: VERSION,
      });
      return { ...made, name };
    },
    open: async (name) => {
      const path = place(name);
      if (!(await stat(path).catch(() => null))) throw missing();
      return createReadStream(path);
    },
    remove: (name) => rm(place(name), { force: true }),
  };
}

function missing(): AppError {
  return new AppError('not-found', t('There is no such export, or its week is over.'), {
    next: msg('Make a new one.'),
  });
}
