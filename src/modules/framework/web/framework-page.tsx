import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { outline } from './outline.ts';
import { PackFacts } from './pack-facts.tsx';
import { pathOf } from './paths.ts';

/** One standard or law, in its own order, and where what is said of it comes from. */
export default function FrameworkPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const page = useEndpoint(frameworkEndpoints.get, { id });
  return (
    <Await query={page}>
      {(data) => (
        <Page
          title={data.title}
          sentence={data.edition}
          actions={
            id !== 'iso-42001' && (
              <>
                <PageLink path={`/frameworks/${id}/readiness`}>{t('What our records cover')}</PageLink>
                <PageLink path={`/frameworks/${id}/profile`}>{t('Profile')}</PageLink>
                {id === 'eu-ai-act' && (
                  <PageLink path="/frameworks/eu-ai-act/files">{t('Files for high-risk duties')}</PageLink>
                )}
              </>
            )
          }
        >
          <div className="two">
            <ul className="entries">
              {outline(data.entries).map(({ entry: each, depth }) => (
                <li key={each.ref} style={{ paddingInlineStart: depth * 20 }}>
                  <OrgLink path={pathOf(each.ref)} className="plain">
                    <span className="ref">{each.id}</span>{' '}
                    {depth === 0 ? <strong>{each.title}</strong> : each.title}
                  </OrgLink>{' '}
                  {each.mapped > 0 && (
                    <span className="quiet">{t('{mapped} mapped', { mapped: each.mapped })}</span>
                  )}
                </li>
              ))}
            </ul>
            <div>
              <PackFacts framework={data} />
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}
