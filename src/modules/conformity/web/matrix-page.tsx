import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { conformityEndpoints } from '../contract.ts';
import { groupsOf, linesInOrder, type MatrixView, searchOf, viewFrom } from './matrix.ts';
import { MatrixFilters } from './matrix-filters.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { RequirementDrawer } from './requirement-drawer.tsx';

const KEYS = ['view', 'kind', 'group', 'verdict', 'confirmed', 'raised', 'gaps', 'open'];

/** Clause by clause: what the records show, who confirmed it, and what is missing. */
export default function MatrixPage() {
  const overview = useEndpoint(conformityEndpoints.overview, {});
  const [search, change] = useSearchState();
  const view = viewFrom(search);
  const onView = (next: MatrixView) => {
    const wanted = searchOf(next);
    change(Object.fromEntries(KEYS.map((key) => [key, wanted[key] ?? null])));
  };
  const open = (requirement: string | null) => change({ requirement });
  return (
    <Page
      wide
      title={t('Conformity')}
      clause="ISO/IEC 42001, 4.1 to 10.2 and Annex A"
      sentence={t(
        'What your records show of each requirement, and where something is missing. Whether a requirement is met, a person says.',
      )}
      actions={<PageLink path="/conformity/trend">{t('How it moved')}</PageLink>}
    >
      <MatrixFilters view={view} onView={onView} />
      <Await query={overview}>
        {(data) => (
          <>
            <p className="quiet" style={{ margin: '0 0 8px' }}>
              {data.overrides.active > 0
                ? t(
                    '{basis} {active, plural, one {# override stands} other {# overrides stand}} beside computed verdicts, the oldest for {oldestDays} days.',
                    {
                      active: data.overrides.active,
                      basis: data.basis,
                      oldestDays: data.overrides.oldestDays,
                    },
                  )
                : `${data.basis}`}
            </p>
            <MatrixTable
              groups={groupsOf(data.groups, data.requirements, view)}
              view={view}
              onView={onView}
              onOpen={open}
              here={search.requirement ?? null}
              today={data.today}
            />
            {search.requirement && (
              <RequirementDrawer
                id={search.requirement}
                shown={linesInOrder(groupsOf(data.groups, data.requirements, view))}
                onOpen={open}
              />
            )}
          </>
        )}
      </Await>
    </Page>
  );
}
