import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { chosenLanguage } from '#ui/language.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { mayWriteFramework } from '../policy.ts';
import { readinessEndpoints } from '../readiness-contract.ts';
import { partWords } from './file-words.ts';

type Data = OutputOf<typeof readinessEndpoints.bundle>;
type Part = Data['parts'][number];

/** One AI system: for each high-risk duty what the records hold, and what is missing. */
export default function FilePage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const query = useEndpoint(readinessEndpoints.bundle, { id });
  return <Await query={query}>{(data) => <Shown data={data} />}</Await>;
}

function Shown({ data }: { readonly data: Data }) {
  const decision = mayWriteFramework(useActor());
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const write = async (format: 'docx' | 'pdf') => {
    setBusy(true);
    setError(null);
    await download(addressOf(readinessEndpoints.bundleFile, { id: data.system.id }), format).catch(setError);
    setBusy(false);
  };
  const shown = { ref: data.system.ref, outcomes: data.outcomes.join(', ') };
  return (
    <Page
      title={t('{name}: high-risk duties', { name: data.system.name })}
      sentence={
        data.confirmed
          ? t('{ref} · {outcomes}. This supports the work on these duties; it proves no conformity.', shown)
          : t(
              '{ref} · {outcomes} (proposed, not confirmed). This supports the work on these duties; it proves no conformity.',
              shown,
            )
      }
      actions={
        <>
          <PageLink path={`/systems/${data.system.id}`}>{t('The AI system')}</PageLink>
          <ActButton decision={decision} loading={busy} onClick={() => void write('pdf')}>
            {t('Write the file as PDF')}
          </ActButton>
          <ActButton decision={decision} loading={busy} onClick={() => void write('docx')}>
            {t('Write the file as DOCX')}
          </ActButton>
        </>
      }
    >
      {error !== null && <ErrorView error={error} />}
      {data.parts.map((part) => (
        <PartView key={part.id} part={part} />
      ))}
    </Page>
  );
}

function PartView({ part }: { readonly part: Part }) {
  return (
    <Section title={part.title}>
      <p className="quiet read">{partWords(part)}</p>
      {part.records.length > 0 && (
        <TableCard
          label={t('Records for {title}', { title: part.title })}
          head={[t('Record'), t('Kind'), t('State'), t('Evidence')]}
        >
          {part.records.map((each) => {
            const page = pageOf(each.type, each.id);
            const text = (
              <>
                <span className="ref">{each.ref}</span> {each.title}
              </>
            );
            return (
              <tr key={each.id}>
                <td>{page ? <OrgLink path={page}>{text}</OrgLink> : text}</td>
                <td data-label={t('Kind')}>{t(each.kind)}</td>
                <td data-label={t('State')}>{each.state && t(each.state)}</td>
                <td data-label={t('Evidence')}>
                  {each.evidence.join(', ') || <span className="quiet">{t('none')}</span>}
                </td>
              </tr>
            );
          })}
        </TableCard>
      )}
      {part.missing.length > 0 && (
        <ul className="missing">
          {part.missing.map((each) => (
            <li key={each}>▲ {each}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Asks for a file that is written at that moment, and hands it to the browser. */
async function download(address: string, format: string): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format, language: chosenLanguage() }),
  });
  if (!response.ok) throw new Error(((await response.json()) as { detail: string }).detail);
  const name =
    /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `file.${format}`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
