import { Select } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { frameworkEndpoints } from '../contract.ts';

type Changes = OutputOf<typeof frameworkEndpoints.packChanges>;
const WORDS = { added: msg('+ Added'), removed: msg('− Taken out'), changed: msg('≠ Changed') } as const;

/** What differs between two versions of a pack, and which records rest on it. */
export default function ChangesPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const [search, change] = useSearchState();
  const packs = useEndpoint(frameworkEndpoints.packs, {});
  const pack = packs.data?.packs.find((each) => each.id === id);
  const versions = pack?.installed.map((each) => each.version) ?? [];
  const from = search.from ?? versions[0];
  const to = search.to ?? versions.at(-1);
  return (
    <Page
      wide
      title={t('Changes of the pack {id}', { id })}
      sentence={t(
        'What two installed versions say differently, and which of your records rest on that. Nothing is changed by looking.',
      )}
      actions={<PageLink path="/packs">{t('Versions of packs')}</PageLink>}
    >
      {versions.length < 2 ? (
        <p className="quiet read">
          {t(
            'Only one version of this pack is installed. When a newer one comes with the program, the difference and its effect stand here before you choose it.',
          )}
        </p>
      ) : (
        <>
          <div className="calendar-bar">
            <Select
              label={t('From')}
              data={versions}
              value={from ?? null}
              onChange={(value) => change({ from: value })}
            />
            <Select
              label={t('To')}
              data={versions}
              value={to ?? null}
              onChange={(value) => change({ to: value })}
            />
          </div>
          <Difference pack={id} from={from ?? ''} to={to ?? ''} />
        </>
      )}
    </Page>
  );
}

function Difference(props: { readonly pack: string; readonly from: string; readonly to: string }) {
  const query = useEndpoint(frameworkEndpoints.packChanges, props as never);
  return (
    <Await query={query}>
      {(data) => (
        <>
          <Effects data={data} />
          <Section title={`${data.total} ${data.total === 1 ? t('entry differs') : t('entries differ')}`}>
            {data.changes.map((each) => (
              <details key={`${each.section} ${each.id}`} className="card readiness-line">
                <summary>
                  <span>{t(WORDS[each.what])}</span> <span className="ref">{each.id}</span>{' '}
                  <span className="readiness-title">{each.title}</span>
                </summary>
                <dl className="readiness-body">
                  {each.fields.map((field) => (
                    <div key={field.field}>
                      <dt>{field.field}</dt>
                      <dd>
                        <del>{field.before}</del> <ins>{field.after}</ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              </details>
            ))}
          </Section>
        </>
      )}
    </Await>
  );
}

function Effects({ data }: { readonly data: Changes }) {
  return (
    <Section title={t('What rests on it')}>
      {data.effectCount === 0 ? (
        <p className="quiet">{t('None of your records rests on an entry that differs.')}</p>
      ) : (
        <TableCard label={t('Records that rest on it')} head={[t('Record'), t('How'), t('Entry')]}>
          {data.effects.map((each) => (
            <tr key={`${each.id} ${each.entry}`}>
              <td>
                <OrgLink path={each.href}>{each.title}</OrgLink>
              </td>
              <td data-label={t('How')}>{each.how}</td>
              <td data-label={t('Entry')}>{each.entry}</td>
            </tr>
          ))}
        </TableCard>
      )}
    </Section>
  );
}
