import { TextInput } from '@mantine/core';
import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState, useTyped } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { loadWords } from './pack-facts.tsx';
import { pathOf } from './paths.ts';

/** The standards and laws of the library, and a search over what they ask. */
export default function LibraryPage() {
  const [search, change] = useSearchState();
  const asked = String(search.q ?? '');
  const [words, setWords] = useTyped(asked, (typed) => change({ q: typed || null }));
  return (
    <Page
      title={t('Standards and laws')}
      sentence={t(
        'What each of them asks, in our own words, and how they relate. Keep your licensed copies beside you.',
      )}
      actions={
        <>
          <PageLink path="/integrated">{t('Integrated systems')}</PageLink>
          <PageLink path="/own-frameworks">{t('Your own frameworks')}</PageLink>
          <PageLink path="/harmonised-standards">{t('Standards in the making')}</PageLink>
          <PageLink path="/packs">{t('Versions of packs')}</PageLink>
          <PageLink path="/annex-a">{t('Annex A by group or theme')}</PageLink>
        </>
      }
    >
      <TextInput
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        placeholder={t('Words, or an id such as 6.1.3, A.5.2, art-26')}
        aria-label={t('Search the requirements')}
        maw={420}
        mb={14}
      />
      {asked === '' ? <Frameworks /> : <Found words={asked} />}
    </Page>
  );
}

function Frameworks() {
  const list = useEndpoint(frameworkEndpoints.list, {});
  return (
    <Await query={list}>
      {({ frameworks }) => (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {frameworks.map((each) => (
            <li key={each.id} className="card" style={{ padding: 14, marginBottom: 8 }}>
              <OrgLink path={`/frameworks/${each.id}`}>{each.title}</OrgLink>
              <div className="quiet">
                {t('{name} · {edition} · {load} · pack {version}', {
                  name: each.publisher.name,
                  edition: each.edition,
                  load: loadWords(each),
                  version: each.version,
                })}
              </div>
              {each.id !== 'iso-42001' && (
                <div>
                  <OrgLink path={`/frameworks/${each.id}/readiness`}>{t('What our records cover')}</OrgLink>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Await>
  );
}

function Found({ words }: { readonly words: string }) {
  const found = useEndpoint(frameworkEndpoints.search, { q: words });
  return (
    <Await query={found}>
      {({ total, results }) => (
        <>
          <p className="quiet" role="status">
            {total === 0
              ? t('Nothing matches these words.')
              : t('{total} found, {results} shown', { total, results: results.length })}
          </p>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {results.map((each) => (
              <li key={each.ref} style={{ padding: '6px 0' }}>
                <OrgLink path={pathOf(each.ref)}>
                  {each.id} {each.title}
                </OrgLink>{' '}
                <span className="quiet">{each.framework}</span>
                {each.summary && <div className="read quiet">{each.summary}</div>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Await>
  );
}
