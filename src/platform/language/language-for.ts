import type { Language } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import type { ReadOnlyOrg } from '../org.ts';
import { persons } from '../people-tables.ts';
import { personsOf } from '../persons-of.ts';
import type { At } from '../view.ts';

/** In which language a person is written to: the one they chose, else their organisation's; nobody known: the organisation's. */
export async function languageFor(
  at: At & { readonly org: ReadOnlyOrg },
  personId: string | null,
): Promise<Language> {
  const row = await at.q
    .selectFrom(persons(at).as('p'))
    .select('p.language')
    .where('p.id', '=', personId ?? '')
    .executeTakeFirst();
  return row?.language ?? at.org.language;
}

/** The same for an account, which may be a person's in several organisations: what was chosen in one of them, else what one of them speaks. */
export async function languageOfAccount(runtime: Runtime, userId: string): Promise<Language> {
  let theirs: Language | undefined;
  for await (const {
    org,
    persons: [first],
  } of personsOf(runtime, userId)) {
    if (first.language) return first.language;
    theirs ??= org.language;
  }
  return theirs ?? 'en';
}
