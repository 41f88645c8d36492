import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { addressOf, currentOrg, request, shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { ActButton, Await, Day } from '#ui/states.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import { mayWriteImpact } from '../policy.ts';
import type { ImpactShown } from './impact-shown.ts';
import { CATEGORIES } from './words.ts';

type Brief = {
  readonly category: keyof typeof CATEGORIES;
  readonly party: string;
  readonly what: string | null;
};
type Summary = {
  readonly organisation: string;
  readonly purpose: string | null;
  readonly intendedUse: string | null;
  readonly approvedOn: string | null;
  readonly reviewOn: string | null;
  readonly answers: readonly { readonly title: string; readonly words: string }[];
  readonly good: readonly Brief[];
  readonly harm: readonly Brief[];
};

/** What the public is told: one page, as it leaves the house. */
export default function SummaryPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const record = useEndpoint(impactEndpoints.get, { id });
  const summary = useQuery<Summary, never>({
    queryKey: [currentOrg(), shownDay(), 'impact-summary', id],
    queryFn: () => request(addressOf(impactActs.export, { id, as: 'summary', format: 'json' })),
  });
  return (
    <Await query={record as never}>
      {(impact: ImpactShown & { summaryOn: string | null; summaryWhere: string | null }) => (
        <Await query={summary as never}>
          {(shown: Summary) => <Shown impact={impact} summary={shown} />}
        </Await>
      )}
    </Await>
  );
}

function Shown({
  impact,
  summary,
}: {
  readonly impact: ImpactShown & { readonly summaryOn: string | null; readonly summaryWhere: string | null };
  readonly summary: Summary;
}) {
  const actor = useActor();
  const [telling, setTelling] = useState(false);
  const standing = impact.state === 'approved' || impact.state === 'under-watch';
  return (
    <Page
      title={`What ${impact.title} means for people`}
      sentence={`Public summary of ${impact.ref}, version ${impact.number}. It names nobody inside and no ratings.`}
      actions={
        <>
          <PageLink path={`/impacts/${impact.id}`}>Overview</PageLink>
          {(['pdf', 'docx', 'json'] as const).map((format) => (
            <a
              key={format}
              className="chip"
              href={addressOf(impactActs.export, { id: impact.id, as: 'summary', format })}
              download
            >
              {format.toUpperCase()}
            </a>
          ))}
          <ActButton
            primary
            decision={
              standing
                ? mayWriteImpact(actor)
                : { allowed: false, reason: 'Only a version that holds is made known.' }
            }
            onClick={() => setTelling(true)}
          >
            Record where it is public
          </ActButton>
        </>
      }
    >
      {impact.summaryOn ? (
        <p>
          ● Made known <Day day={impact.summaryOn} />: {impact.summaryWhere}
        </p>
      ) : (
        <p className="quiet">◌ Nobody has recorded yet where people can read it.</p>
      )}
      <article className="card read" style={{ padding: 24 }}>
        <p>
          {summary.organisation} has assessed what {impact.title} does to people, groups and society
          {summary.approvedOn && `; the assessment was approved on ${longDay(summary.approvedOn)}`}.
        </p>
        {summary.purpose && (
          <Section title="What it is for">
            <p>{summary.purpose}</p>
          </Section>
        )}
        {summary.intendedUse && (
          <Section title="How it is used">
            <p>{summary.intendedUse}</p>
          </Section>
        )}
        <List title="What is good about it" rows={summary.good} />
        <List title="What can go wrong" rows={summary.harm} />
        {summary.answers.map((each) => (
          <Section key={each.title} title={each.title}>
            <p style={{ whiteSpace: 'pre-wrap' }}>{each.words}</p>
          </Section>
        ))}
        {summary.reviewOn && (
          <Section title="When it is assessed again">
            <p>By {longDay(summary.reviewOn)}, and earlier when something important changes.</p>
          </Section>
        )}
      </article>
      {telling && (
        <AskDialog
          title="Record where it is public"
          fields={[
            {
              key: 'where',
              label: 'Where people can read it',
              kind: 'text',
              required: true,
              help: 'An address, a notice, a leaflet',
            },
            { key: 'on', label: 'Since when', kind: 'date' },
          ]}
          fixed={{ id: impact.id, version: impact.version }}
          endpoint={impactActs.publish}
          verb="Record it"
          onClose={() => setTelling(false)}
          onDone={() => setTelling(false)}
        />
      )}
    </Page>
  );
}

function List({ title, rows }: { readonly title: string; readonly rows: readonly Brief[] }) {
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="sentences">
        {rows.map((each) => (
          <li key={`${each.category}${each.party}${each.what}`}>
            {CATEGORIES[each.category]}: {each.what}
          </li>
        ))}
      </ul>
    </Section>
  );
}
