import { Checkbox, Select, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, StateMark, VerdictMark } from '#ui/states.tsx';
import { actRoles, coverages, type ReadinessLine, readinessEndpoints } from '../readiness-contract.ts';
import { CoverageMark, ROLE_WORDS, shortName } from './coverage-mark.tsx';
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
      title={`Readiness: ${shortName({ id, title: query.data?.title ?? '' })}`}
      sentence="What the records of your AI management system cover of it. A verdict is carried over only where ours asks the same or contains it; sharing a part never counts as fulfilled."
      actions={
        <>
          <PageLink path={id.startsWith('OWF') ? '/own-frameworks' : `/frameworks/${id}`}>
            What it asks
          </PageLink>
          {act && <PageLink path="/frameworks/eu-ai-act/files">Files for high-risk duties</PageLink>}
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
        label="For the role"
        placeholder="All roles"
        clearable
        data={actRoles.map((value) => ({ value, label: ROLE_WORDS[value] ?? value }))}
        value={search.role ?? null}
        onChange={(role) => change({ role })}
      />
      <TextInput
        label="On the day"
        type="date"
        value={search.day ?? today}
        onChange={(event) => change({ day: event.currentTarget.value || null })}
      />
      <Checkbox
        mb={8}
        label="Only what applies on that day"
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
    <section className="card scroll" tabIndex={0} aria-label="How far it is covered">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">Covered</th>
            <th scope="col" className="num">
              Lines
            </th>
            <th scope="col">What that says</th>
          </tr>
        </thead>
        <tbody>
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
              <td className="num" data-label="Lines">
                {sum(key)} of {all}
              </td>
              <td data-label="What that says">{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Lines({ data }: { readonly data: Data }) {
  const [search] = useSearchState();
  const lines = data.lines.filter((line) => !search.coverage || line.coverage === search.coverage);
  return (
    <Section
      title={
        search.coverage
          ? `Line by line: ${coverages[search.coverage as 'part']?.label ?? ''}`
          : 'Line by line'
      }
    >
      {lines.length === 0 && <p className="quiet">No line is like that.</p>}
      {lines.map((line) => (
        <details key={line.ref} className="card readiness-line">
          <summary>
            <span className="ref">{line.id}</span> <span className="readiness-title">{line.title}</span>
            <span className="readiness-marks">
              {line.inForce === false && line.from && (
                <StateMark label={`from ${longDay(line.from)}`} tone="muted" />
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
          {line.roles.length > 0 &&
            `Binds: ${line.roles.map((role) => ROLE_WORDS[role] ?? role).join(', ')}. `}
          {line.from && `Applies from ${longDay(line.from)}. `}
          {line.dateNote}
        </p>
      )}
      {line.ties.length > 0 && (
        <>
          <h3>It covers</h3>
          <ul>
            {line.ties.map((tie) => (
              <li key={tie.ours}>
                <OrgLink path={`/conformity/${tie.ours}`}>
                  {tie.ours} {tie.title}
                </OrgLink>{' '}
                {tie.meaning} it. <VerdictMark verdict={tie.verdict} />
                <div className="quiet meta">
                  {tie.counts ? 'Counts. ' : 'Does not count as fulfilled. '}
                  {tie.rationale} Confidence: {tie.confidence}. {tie.source}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {line.missing.length > 0 && (
        <>
          <h3>Still missing: to be shown apart from ISO/IEC 42001</h3>
          <ul>
            {line.missing.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {line.ref.includes(':') && (
        <p className="meta">
          <OrgLink path={pathOf(line.ref)}>Open the requirement</OrgLink>
        </p>
      )}
    </div>
  );
}
