import { SegmentedControl } from '@mantine/core';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { pathOf } from './paths.ts';

/** The 38 controls, in the standard's own groups or in four themes. */
export default function AnnexAPage() {
  const annexA = useEndpoint(frameworkEndpoints.annexA, {});
  const [search, change] = useSearchState();
  const by = search.by === 'themes' ? 'themes' : 'groups';
  return (
    <Page
      title="Annex A"
      clause="ISO/IEC 42001, 6.1.3"
      sentence="The 38 reference controls to compare the controls you need with, so that none is overlooked."
    >
      <SegmentedControl
        aria-label="How the controls are grouped"
        value={by}
        onChange={(chosen) => change({ by: chosen === 'themes' ? 'themes' : null })}
        data={[
          { value: 'groups', label: "The standard's groups" },
          { value: 'themes', label: 'Four themes' },
        ]}
      />
      <Await query={annexA}>
        {(data) => (
          <>
            {by === 'themes' && <p className="quiet read">{data.themesNote}</p>}
            {data[by].map((group) => (
              <Section key={group.id} title={by === 'groups' ? `${group.id} ${group.title}` : group.title}>
                {'objective' in group && typeof group.objective === 'string' && (
                  <p className="quiet read">{group.objective}</p>
                )}
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {group.controls.map((control) => (
                    <li key={control.id} style={{ padding: '3px 0' }}>
                      <OrgLink path={pathOf(control.ref)} className="plain">
                        <span className="mono">{control.id}</span> {control.title}
                      </OrgLink>
                    </li>
                  ))}
                </ul>
              </Section>
            ))}
          </>
        )}
      </Await>
    </Page>
  );
}
