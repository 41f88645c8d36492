import { useParams } from '@tanstack/react-router';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { PackFacts } from './pack-facts.tsx';
import { pathOf } from './paths.ts';

/** One standard or law, in its own order, and where what is said of it comes from. */
export default function FrameworkPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const page = useEndpoint(frameworkEndpoints.get, { id });
  return (
    <Await query={page}>
      {(data) => (
        <Page title={data.title} sentence={data.edition}>
          <div className="two">
            <ul className="entries">
              {data.entries.map((each) => (
                <li key={each.ref} className={each.parent === null ? '' : 'below'}>
                  <OrgLink path={pathOf(each.ref)} className="plain">
                    <span className="ref">{each.id}</span>{' '}
                    {each.parent === null ? <strong>{each.title}</strong> : each.title}
                  </OrgLink>{' '}
                  {each.mapped > 0 && <span className="quiet">{each.mapped} mapped</span>}
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
