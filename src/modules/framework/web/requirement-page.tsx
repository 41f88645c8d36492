import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { pathOf } from './paths.ts';

type Data = OutputOf<typeof frameworkEndpoints.requirement>;

/** One requirement: our summary, what to ask, typical evidence, and what it is mapped to. */
export default function LibraryRequirementPage() {
  const { framework = '', id = '' } = useParams({ strict: false }) as {
    readonly framework?: string;
    readonly id?: string;
  };
  const page = useEndpoint(frameworkEndpoints.requirement, { framework, id });
  return <Await query={page}>{(data) => <Shown data={data} />}</Await>;
}

function Shown({ data }: { readonly data: Data }) {
  const judged = data.framework === 'iso-42001' && (data.kind === 'clause' || data.kind === 'control');
  return (
    <Page
      title={`${data.id} ${data.title}`}
      sentence={data.summary ?? undefined}
      actions={judged && <OrgLink path={`/conformity/${data.id}`}>{t('How your records stand')}</OrgLink>}
    >
      <p className="quiet">
        <OrgLink path={`/frameworks/${data.framework}`}>{data.frameworkTitle}</OrgLink>, {data.edition}
        {data.path.map((each) => ` › ${each.id} ${each.title}`)}
        {data.themes.length > 0 && ` · ${t('Theme: {themes}', { themes: data.themes.join(', ') })}`}
        {data.confidence && ` · ${t('Confidence: {confidence}', { confidence: t(data.confidence) })}`}
      </p>
      {data.documentedInformation && (
        <p className="read">
          {t('To be documented: {documentedInformation}', {
            documentedInformation: data.documentedInformation,
          })}
        </p>
      )}
      <Sentences title={t('What to ask')} items={data.asks} />
      <Sentences title={t('Typical evidence')} items={data.typicalEvidence} />
      <Sentences title={t("Advice (the authors' opinion)")} items={data.advice} />
      {data.children.length > 0 && (
        <Section title={t('Parts')}>
          <ul className="entries">
            {data.children.map((each) => (
              <li key={each.ref}>
                <OrgLink path={pathOf(each.ref)}>
                  {each.id} {each.title}
                </OrgLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Mappings data={data} />
    </Page>
  );
}

function Mappings({ data }: { readonly data: Data }) {
  if (data.mappings.length === 0)
    return <p className="quiet">{t('It is not mapped to any other requirement of the library.')}</p>;
  return (
    <Section title={t('Mapped requirements')}>
      <p className="quiet read">
        {t(
          'Only “asks the same as” and “contains” mean that fulfilling this one fulfils the other. Sharing a part never counts as fulfilled.',
        )}
      </p>
      <TableCard
        label={t('Mapped requirements')}
        head={[
          t('Other requirement'),
          t('This one'),
          t('Counts as fulfilled'),
          t('Why'),
          t('Source'),
          t('Confidence'),
        ]}
      >
        {data.mappings.map((each) => (
          <tr key={each.id}>
            <td>
              <OrgLink path={pathOf(each.to)}>
                {each.to.slice(each.to.indexOf(':') + 1)} {each.title}
              </OrgLink>
              <div className="quiet">{each.frameworkTitle}</div>
            </td>
            <td data-label={t('This one')}>{t(each.meaning)}</td>
            <td data-label={t('Counts as fulfilled')}>{each.fulfils ? t('Yes') : t('No')}</td>
            <td data-label={t('Why')}>{each.rationale}</td>
            <td data-label={t('Source')}>{each.source}</td>
            <td data-label={t('Confidence')}>{each.confidence && t(each.confidence)}</td>
          </tr>
        ))}
      </TableCard>
    </Section>
  );
}

function Sentences({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="read" style={{ margin: 0, paddingInlineStart: 18 }}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  );
}
