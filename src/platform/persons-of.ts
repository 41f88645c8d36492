import type { Language } from '#kernel/language.ts';
import type { Runtime } from './instance.ts';
import type { ReadOnlyOrg } from './org.ts';
import { persons } from './people-tables.ts';

type Found = { readonly id: string; readonly name: string | null; readonly language: Language | null };

/** The organisations in which an account is an active person's, one after the other, with these persons by id. */
export async function* personsOf(
  runtime: Runtime,
  userId: string,
): AsyncIterable<{ readonly org: ReadOnlyOrg; readonly persons: readonly [Found, ...Found[]] }> {
  for (const { id } of await runtime.organisations.all()) {
    const org = await runtime.organisations.get(id);
    const [first, ...others] = await runtime.db.read(id, (q) =>
      q
        .selectFrom(persons({ q, org, at: 'now' }).as('p'))
        .select(['p.id', 'p.name', 'p.language'])
        .where('p.authUserId', '=', userId)
        .where('p.active', '=', 1)
        .orderBy('p.id')
        .execute(),
    );
    if (first) yield { org, persons: [first, ...others] };
  }
}
