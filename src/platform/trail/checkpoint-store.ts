import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '#kernel/language.ts';
import { appendDurably } from '../durable.ts';
import type { Runtime } from '../instance.ts';
import { inLanguage } from '../language/in-language.ts';
import { organisations } from '../people-tables.ts';
import { checkpointText } from './checkpoint.ts';
import { privateKeyFrom } from './keys.ts';
import { decodeFrontier, root } from './merkle.ts';
import { signNote } from './note.ts';
import { openKey } from './seal.ts';

/**
 * Signs the committed state of an organisation's log and keeps the note: in the database, and in the witness file
 * outside it. Only committed roots are signed, so call it after the transaction (spine.md section 5).
 * @returns the signed note (C2SP tlog-checkpoint)
 */
export async function makeCheckpoint(runtime: Runtime, org: string, reason: string): Promise<string> {
  const { log, key } = await runtime.db.read(org, async (q) => {
    const row = await q
      .selectFrom('log')
      .selectAll()
      .where('org_id', '=', org)
      .orderBy('epoch', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const sealed = await q
      .selectFrom('log_key')
      .selectAll()
      .where('org_id', '=', org)
      .where('epoch', '=', row.epoch)
      .orderBy('createdAt', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return { log: row, key: sealed };
  });
  const text = checkpointText({
    origin: log.origin,
    size: Number(log.size),
    root: root(decodeFrontier(log.frontier)),
  });
  const privateKey = privateKeyFrom(
    openKey(new Uint8Array(key.sealed), Buffer.from(runtime.secret), key.keyName),
  );
  const note = signNote(text, { name: key.keyName, privateKey });
  const now = runtime.clock.now().toISOString();
  await runtime.db.write(org, ({ exec }) =>
    exec(
      `insert into "checkpoint" ("org_id","epoch","size","note","createdAt","reason") values (?,?,?,?,?,?) on conflict do nothing`,
      [org, log.epoch, Number(log.size), note, now, reason],
    ),
  );
  await witness(runtime, org, note);
  await mailWitnesses(runtime, org, { note, epoch: Number(log.epoch), size: Number(log.size) });
  return note;
}

/** A copy beside the database, which a changed database cannot take back. */
async function witness(runtime: Runtime, org: string, note: string): Promise<void> {
  const folder = join(runtime.folder, 'witness');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendDurably(join(folder, `${org}.txt`), note, 0o600);
}

/**
 * To every address of the witness list: whoever keeps the message can show later what the log said then. The same
 * state of the log goes to an address once.
 */
async function mailWitnesses(
  runtime: Runtime,
  org: string,
  checkpoint: { readonly note: string; readonly epoch: number; readonly size: number },
): Promise<void> {
  if (!runtime.mail.on) return;
  const row = await runtime.db.read(org, (q) =>
    q
      .selectFrom(organisations({ q, org: { id: org }, at: 'now' }).as('o'))
      .select(['o.name', 'o.witnesses', 'o.language'])
      .executeTakeFirst(),
  );
  const addresses = JSON.parse(row?.witnesses ?? '[]') as readonly string[];
  const send = (to: string) =>
    runtime.mail.queue(
      {
        to,
        subject: t('Checkpoint of {name}: {size, plural, one {# entry} other {# entries}}', {
          name: row!.name,
          size: checkpoint.size,
        }),
        parts: [
          {
            kind: 'text',
            text: t(
              'You are on the witness list of {name}. Keep this message: it shows what its log said on this day, whatever is changed there later.',
              { name: row!.name },
            ),
          },
          { kind: 'exact', text: checkpoint.note },
        ],
      },
      { org, key: `witness ${org} ${checkpoint.epoch} ${checkpoint.size} ${digest(to)}` },
    );
  for (const to of addresses) await inLanguage(row?.language ?? 'en', () => send(to));
}

/** The queue holds no addresses in clear. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
