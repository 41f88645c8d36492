import { useParams } from '@tanstack/react-router';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { pathOf } from './paths.ts';

/** One standard or law, in its own order. */
export default function FrameworkPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const page = useEndpoint(frameworkEndpoints.get, { id });
  return (
    <Await query={page}>
      {(data) => (
        <Page title={data.title} sentence={data.edition}>
          {data.notice && <p className="quiet read">{data.notice}</p>}
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {data.entries.map((each) => (
              <li key={each.ref} style={{ padding: '3px 0', paddingLeft: each.parent === null ? 0 : 20 }}>
                <OrgLink path={pathOf(each.ref)} className="plain">
                  <span className="mono">{each.id}</span>{' '}
                  {each.parent === null ? <strong>{each.title}</strong> : each.title}
                </OrgLink>{' '}
                {each.mapped > 0 && <span className="quiet">{each.mapped} mapped</span>}
              </li>
            ))}
          </ul>
        </Page>
      )}
    </Await>
  );
}
