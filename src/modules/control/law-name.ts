import { t } from '#kernel/language.ts';

/** How people cite a place of the AI Act: `eu-ai-act:art-27-1a` is Art. 27(1)(a), `annex-iv-2` is Annex IV, 2. */
export function lawName(ref: string): string {
  const id = ref.slice(ref.indexOf(':') + 1);
  const article = /^art-(\d+[a-z]?)(?:-(.+))?$/.exec(id);
  if (article) {
    const parts = (article[2] ?? '').split('-').flatMap((part) => part.match(/\d+|[a-z]+/g) ?? []);
    return t('Art. {article}{parts}', {
      article: article[1],
      parts: parts.map((part) => `(${part})`).join(''),
    });
  }
  const annex = /^annex-([ivx]+)(?:-(.+))?$/.exec(id);
  if (annex)
    return t('Annex {annex}{part}', {
      annex: annex[1]!.toUpperCase(),
      part: annex[2] ? `, ${annex[2].replaceAll('-', ' ')}` : '',
    });
  return id;
}
