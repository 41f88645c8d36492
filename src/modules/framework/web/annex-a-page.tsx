import { SegmentedControl } from '@mantine/core';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { pathOf } from './paths.ts';

type Group = OutputOf<typeof frameworkEndpoints.annexA>['themes'][number];

/** The 38 controls, in the standard's own groups or in four themes. */
export default function AnnexAPage() {
  const annexA = useEndpoint(frameworkEndpoints.annexA, {});
  const [search, change] = useSearchState();
  const by = search.by === 'themes' ? 'themes' : 'groups';
  return (
    <Page
      title={t('Annex A')}
      clause="ISO/IEC 42001, 6.1.3"
      sentence={t(
        'The 38 reference controls to compare the controls you need with, so that none is overlooked.',
      )}
    >
      <SegmentedControl
        aria-label={t('How the controls are grouped')}
        value={by}
        onChange={(chosen) => change({ by: chosen === 'themes' ? 'themes' : null })}
        data={[
          { value: 'groups', label: t("The standard's groups") },
          { value: 'themes', label: t('Four themes') },
        ]}
      />
      <Await query={annexA}>
        {(data) => (
          <>
            {by === 'themes' && <p className="quiet read">{data.themesNote}</p>}
            {by === 'themes'
              ? data.themes.map((theme) => (
                  <Section key={theme.id} title={theme.title}>
                    <Controls group={theme} />
                  </Section>
                ))
              : data.groups.map((group) => (
                  <Section key={group.id} title={`${group.id} ${group.title}`}>
                    <Controls group={group} />
                    {group.groups.map((below) => (
                      <div key={below.id}>
                        <h3>
                          {below.id} {below.title}
                        </h3>
                        <Controls group={below} />
                      </div>
                    ))}
                  </Section>
                ))}
          </>
        )}
      </Await>
    </Page>
  );
}

function Controls({ group }: { readonly group: Group }) {
  return (
    <>
      {group.summary && <p className="quiet read">{group.summary}</p>}
      <ul className="entries">
        {group.controls.map((control) => (
          <li key={control.id}>
            <OrgLink path={pathOf(control.ref)} className="plain">
              <span className="ref">{control.id}</span> {control.title}
            </OrgLink>
          </li>
        ))}
      </ul>
    </>
  );
}
