import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { addressOf, currentOrg, request, shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { ActButton, Await, Day } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
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
      title={t('What {title} means for people', { title: impact.title })}
      sentence={t('Public summary of {ref}, version {number}. It names nobody inside and no ratings.', {
        ref: impact.ref,
        number: impact.number,
      })}
      actions={
        <>
          <PageLink path={`/impacts/${impact.id}`}>{t('Overview')}</PageLink>
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
                : { allowed: false, reason: t('Only a version that holds is made known.') }
            }
            onClick={() => setTelling(true)}
          >
            {t('Record where it is public')}
          </ActButton>
        </>
      }
    >
      {impact.summaryOn ? (
        <p>
          <Trans
            id="● Made known <0/>: {summaryWhere}"
            values={{ summaryWhere: impact.summaryWhere }}
            components={{ 0: <Day day={impact.summaryOn} /> }}
          />
        </p>
      ) : (
        <p className="quiet">{t('◌ Nobody has recorded yet where people can read it.')}</p>
      )}
      <article className="card read" style={{ padding: 24 }}>
        <p>
          {summary.approvedOn
            ? t(
                '{organisation} has assessed what {title} does to people, groups and society; the assessment was approved on {approvedOn}.',
                {
                  organisation: summary.organisation,
                  title: impact.title,
                  approvedOn: longDay(summary.approvedOn),
                },
              )
            : t('{organisation} has assessed what {title} does to people, groups and society.', {
                organisation: summary.organisation,
                title: impact.title,
              })}
        </p>
        {summary.purpose && (
          <Section title={t('What it is for')}>
            <p>{summary.purpose}</p>
          </Section>
        )}
        {summary.intendedUse && (
          <Section title={t('How it is used')}>
            <p>{summary.intendedUse}</p>
          </Section>
        )}
        <List title={t('What is good about it')} rows={summary.good} />
        <List title={t('What can go wrong')} rows={summary.harm} />
        {summary.answers.map((each) => (
          <Section key={each.title} title={each.title}>
            <p style={{ whiteSpace: 'pre-wrap' }}>{each.words}</p>
          </Section>
        ))}
        {summary.reviewOn && (
          <Section title={t('When it is assessed again')}>
            <p>
              {t('By {reviewOn}, and earlier when something important changes.', {
                reviewOn: longDay(summary.reviewOn),
              })}
            </p>
          </Section>
        )}
      </article>
      {telling && (
        <AskDialog
          title={t('Record where it is public')}
          fields={[
            {
              key: 'where',
              label: t('Where people can read it'),
              kind: 'text',
              required: true,
              help: t('An address, a notice, a leaflet'),
            },
            { key: 'on', label: t('Since when'), kind: 'date' },
          ]}
          fixed={{ id: impact.id, version: impact.version }}
          endpoint={impactActs.publish}
          verb={t('Record it')}
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
            {t(CATEGORIES[each.category])}: {each.what}
          </li>
        ))}
      </ul>
    </Section>
  );
}
