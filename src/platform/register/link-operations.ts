import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { linkEndpoints } from '#kernel/link-endpoints.ts';
import type { Actor, Decision } from '#kernel/policy.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { command, type Operation } from '../operation.ts';
import type { Tx } from '../tx.ts';
import { resolveId } from './operations.ts';

type Input = { readonly id: string; readonly kind: string; readonly to: string };

/** Binds the link verbs of a register. Which records a kind may join is checked where the link is written. */
export function linkOperations(
  definition: RecordDefinition,
  endpoints: ReturnType<typeof linkEndpoints>,
  options: { readonly allow: (actor: Actor) => Decision },
): readonly Operation[] {
  return [
    command(endpoints.link, {
      allow: options.allow,
      run: async (tx, input) => {
        const ends = await endsOf(tx, definition, input);
        await tx.link(ends.kind, ends.from, ends.to);
        return ends;
      },
    }),
    command(endpoints.unlink, {
      allow: options.allow,
      run: async (tx, input) => {
        const ends = await endsOf(tx, definition, input);
        await tx.unlink(ends.kind, ends.from, ends.to);
        return ends;
      },
    }),
  ];
}

async function endsOf(tx: Tx, definition: RecordDefinition, { id, kind, to }: Input) {
  const from = (await tx.get(definition, await resolveId(tx, definition, id))).id;
  if (to.includes('_')) return { kind, from, to };
  const row = await tx.q
    .selectFrom('record')
    .select('id')
    .where('org_id', '=', tx.org.id)
    .where('ref', '=', to.toUpperCase())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', t('There is no {to} here.', { to }));
  return { kind, from, to: row.id };
}
