import { Checkbox, Select, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, StateMark, VerdictMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
import { ROLE_WORDS } from '../act-roles.ts';
import { actRoles, coverages, type ReadinessLine, readinessEndpoints } from '../readiness-contract.ts';
import { CoverageMark, shortName } from './coverage-mark.tsx';
import { pathOf } from './paths.ts';
import { PresumptionNotice } from './presumption.tsx';

type Data = OutputOf<typeof readinessEndpoints.readiness>;
const ACT = 'eu-ai-act';

/** What our records cover of another standard or law: carried over, a part, shared words, nothing; and what is missing. */
export default function ReadinessPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const [search] = useSearchState();
  const act = id === ACT;
  const narrowed = act
    ? {
        ...(search.role && { role: search.role as never }),
        ...(search.day && { day: search.day }),
        ...(search.applying === 'true' && { applying: 'true' as const }),
      }
    : {};
  const query = useEndpoint(readinessEndpoints.readiness, { framework: id, ...narrowed });
  return (
    <Page
      wide
      title={t('Readiness: {shortName}', { shortName: shortName({ id, title: query.data?.title ?? '' }) })}
      sentence={t(
        'What the records of your AI management system cover of it. A verdict is carried over only where ours asks the same or contains it; sharing a part never counts as fulfilled.',
      )}
      actions={
        <>
          <PageLink path={id.startsWith('OWF') ? '/own-frameworks' : `/frameworks/${id}`}>
            {t('What it asks')}
          </PageLink>
          {act && <PageLink path="/frameworks/eu-ai-act/files">{t('Files for high-risk duties')}</PageLink>}
        </>
      }
    >
      {act && <PresumptionNotice />}
      {act && <ActFilter />}
      <Await query={query}>{(data) => <Shown data={data} narrowed={narrowed} />}</Await>
    </Page>
  );
}

function Shown({
  data,
  narrowed,
}: {
  readonly data: Data;
  readonly narrowed: Readonly<Record<string, string | undefined>>;
}) {
  const { applying: _a, ...file } = narrowed;
  return (
    <>
      <Summary data={data} />
      <p className="noprint chips" style={{ marginTop: 12 }}>
        {(['docx', 'pdf', 'xlsx'] as const).map((format) => (
          <a
            key={format}
            className="chip"
            href={addressOf(readinessEndpoints.readinessFile, { framework: data.id, ...file, format })}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </p>
      <Lines data={data} />
      <p className="quiet meta">{data.basis}</p>
    </>
  );
}

/** Whom it binds, and on which day. */
function ActFilter() {
  const [search, change] = useSearchState();
  const today = useToday();
  return (
    <div className="calendar-bar noprint" style={{ alignItems: 'flex-end' }}>
      <Select
        label={t('For the role')}
        placeholder={t('All roles')}
        clearable
        data={actRoles.map((value) => ({ value, label: t(ROLE_WORDS[value] ?? value) }))}
        value={search.role ?? null}
        onChange={(role) => change({ role })}
      />
      <TextInput
        label={t('On the day')}
        type="date"
        value={search.day ?? today}
        onChange={(event) => change({ day: event.currentTarget.value || null })}
      />
      <Checkbox
        mb={8}
        label={t('Only what applies on that day')}
        checked={search.applying === 'true'}
        onChange={(event) => change({ applying: event.currentTarget.checked ? 'true' : null })}
      />
    </div>
  );
}

function Summary({ data }: { readonly data: Data }) {
  const [search, change] = useSearchState();
  const all = data.lines.length;
  const sum = (coverage: string) =>
    data.counts.filter((each) => each.coverage === coverage).reduce((total, each) => total + each.count, 0);
  return (
    <TableCard
      label={t('How far it is covered')}
      head={[t('Covered'), { num: t('Lines') }, t('What that says')]}
    >
      {Object.entries(coverages).map(([key, { says }]) => (
        <tr key={key} aria-current={search.coverage === key ? 'true' : undefined}>
          <td>
            <button
              type="button"
              className="link"
              onClick={() => change({ coverage: search.coverage === key ? null : key })}
            >
              <CoverageMark coverage={key as keyof typeof coverages} />
            </button>
          </td>
          <td className="num" data-label={t('Lines')}>
            {t('{key} of {all}', { key: sum(key), all })}
          </td>
          <td data-label={t('What that says')}>{t(says)}</td>
        </tr>
      ))}
    </TableCard>
  );
}

function Lines({ data }: { readonly data: Data }) {
  const [search] = useSearchState();
  const lines = data.lines.filter((line) => !search.coverage || line.coverage === search.coverage);
  return (
    <Section
      title={
        search.coverage
          ? t('Line by line: {label}', { label: t(coverages[search.coverage as 'part']?.label ?? '') })
          : t('Line by line')
      }
    >
      {lines.length === 0 && <p className="quiet">{t('No line is like that.')}</p>}
      {lines.map((line) => (
        <details key={line.ref} className="card readiness-line">
          <summary>
            <span className="ref">{line.id}</span> <span className="readiness-title">{line.title}</span>
            <span className="readiness-marks">
              {line.inForce === false && line.from && (
                <StateMark label={t('from {from}', { from: longDay(line.from) })} tone="muted" />
              )}
              {line.verdict && <VerdictMark verdict={line.verdict} />}
              <CoverageMark coverage={line.coverage} />
            </span>
          </summary>
          <Line line={line} />
        </details>
      ))}
    </Section>
  );
}

function Line({ line }: { readonly line: ReadinessLine }) {
  return (
    <div className="readiness-body">
      {line.summary && <p className="read">{line.summary}</p>}
      {(line.dateNote || line.roles.length > 0) && (
        <p className="quiet meta">
          {line.roles.length > 0
            ? line.from
              ? t('Binds: {roles}. Applies from {from}. {dateNote}', {
                  roles: line.roles.map((role) => t(ROLE_WORDS[role] ?? role)).join(', '),
                  from: longDay(line.from),
                  dateNote: line.dateNote,
                })
              : t('Binds: {roles}. {dateNote}', {
                  roles: line.roles.map((role) => t(ROLE_WORDS[role] ?? role)).join(', '),
                  dateNote: line.dateNote,
                })
            : line.from
              ? t('Applies from {from}. {dateNote}', { from: longDay(line.from), dateNote: line.dateNote })
              : `${line.dateNote}`}
        </p>
      )}
      {line.ties.length > 0 && (
        <>
          <h3>{t('It covers')}</h3>
          <ul>
            {line.ties.map((tie) => (
              <li key={tie.ours}>
                <Trans
                  id="<0/> {meaning} it. <1/>"
                  values={{ meaning: t(tie.meaning) }}
                  components={{
                    0: (
                      <OrgLink path={`/conformity/${tie.ours}`}>
                        {tie.ours} {tie.title}
                      </OrgLink>
                    ),
                    1: <VerdictMark verdict={tie.verdict} />,
                  }}
                />
                <div className="quiet meta">
                  {tie.counts
                    ? t('Counts. {rationale} Confidence: {confidence}. {source}', {
                        rationale: tie.rationale,
                        confidence: t(tie.confidence),
                        source: tie.source,
                      })
                    : t('Does not count as fulfilled. {rationale} Confidence: {confidence}. {source}', {
                        rationale: tie.rationale,
                        confidence: t(tie.confidence),
                        source: tie.source,
                      })}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {line.missing.length > 0 && (
        <>
          <h3>{t('Still missing: to be shown apart from ISO/IEC 42001')}</h3>
          <ul>
            {line.missing.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {line.ref.includes(':') && (
        <p className="meta">
          <OrgLink path={pathOf(line.ref)}>{t('Open the requirement')}</OrgLink>
        </p>
      )}
    </div>
  );
}
