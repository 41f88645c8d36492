import { dayText, msg, t } from '#kernel/language.ts';

/** The roles of the AI Act in words. */
export const ROLE_WORDS: Readonly<Record<string, string>> = {
  provider: msg('Provider'),
  deployer: msg('Deployer'),
  importer: msg('Importer'),
  distributor: msg('Distributor'),
  authorisedRepresentative: msg('Authorised representative'),
  gpaiProvider: msg('Provider of a general-purpose model'),
  productManufacturer: msg('Product manufacturer'),
};

/** What is known of one duty, sentence by sentence; what nobody said is left out. */
export function partWords(part: {
  readonly summary: string | null;
  readonly roles: readonly string[];
  readonly from: string | null;
  readonly dateNote: string | null;
  readonly confidence: string | null;
}): string {
  const { summary, roles, from, dateNote, confidence } = part;
  return [
    summary,
    roles.length > 0 &&
      t('Binds: {roles}.', { roles: roles.map((each) => t(ROLE_WORDS[each] ?? each)).join(', ') }),
    from && t('Applies from {from}.', { from: dayText(from) }),
    dateNote,
    confidence && t('Confidence: {confidence}.', { confidence }),
  ]
    .filter(Boolean)
    .join(' ');
}
