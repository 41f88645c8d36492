import { NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { pageOf } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { datasetActs } from '../contract.ts';
import { LineageGraph, LineageList } from './graph.tsx';
import { Touched } from './touched.tsx';

/** Where data come from and where they go, around one record; what is shown stands in the address. */
export default function LineagePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useSearchState();
  const depth = Number(search.depth ?? 2);
  const query = useEndpoint(datasetActs.lineage, { id, depth, ...(search.open && { open: search.open }) });
  return (
    <Await query={query}>
      {(lineage) => {
        const centre = lineage.nodes.find((each) => each.id === lineage.centre)!;
        const page = pageOf(centre.type, centre.id);
        return (
          <Page
            title={t('Lineage of {title}', { title: centre.title })}
            clause="A.7.5"
            sentence={t(
              'Data flow from left to right: from suppliers and other data sets, into models, into AI systems.',
            )}
            wide
            actions={
              <>
                <NativeSelect
                  aria-label={t('Steps shown on either side')}
                  data={[1, 2, 3, 4].map((n) => ({
                    value: String(n),
                    label: n === 1 ? t('1 step') : t('{n, plural, one {# step} other {# steps}}', { n }),
                  }))}
                  value={String(depth)}
                  onChange={(event) => change({ depth: event.currentTarget.value, open: null })}
                />
                {page && <PageLink path={page}>{t('Open {ref}', { ref: centre.ref })}</PageLink>}
              </>
            }
          >
            <LineageGraph
              lineage={lineage}
              centre={lineage.centre}
              onOpen={(node) =>
                change({ open: [...(search.open?.split(',') ?? []), node].filter(Boolean).join(',') })
              }
            />
            <Section title={t('The same as a list')}>
              <LineageList lineage={lineage} />
            </Section>
            {centre.type === 'dataset' && (
              <Section title={t('Touched if this data set is withdrawn')}>
                <Touched id={centre.id} />
              </Section>
            )}
          </Page>
        );
      }}
    </Await>
  );
}
