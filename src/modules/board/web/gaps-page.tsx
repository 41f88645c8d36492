import type { OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { boardEndpoints, severities } from '../contract.ts';

type Gaps = OutputOf<typeof boardEndpoints.gaps>;
type Search = ReturnType<typeof useSearchState>;

const SEVERITIES = { major: 'An auditor would raise', minor: 'Smaller lapses and advice' } as const;
const TONES = { major: 'bad', minor: 'warning', advice: 'neutral' } as const;

/** What the records about one AI system, one unit or all AI systems lack. */
export default function GapsPage() {
  const [search, change] = useSearchState();
  const severity = severities.find((each) => each === search.severity);
  const query = useEndpoint(boardEndpoints.gaps, {
    ...(search.unit && { unit: search.unit }),
    ...(search.system && { system: search.system }),
    ...(search.check && { check: search.check }),
    ...(severity && { severity }),
    limit: search.all === 'yes' ? 1000 : 200,
  });
  return (
    <Page
      wide
      title="Gaps of the records about AI systems"
      clause="ISO/IEC 42001, 9.1"
      sentence="Records about AI systems, as the checks judge them: the register entry, risks, impact assessments, monitors, cards."
      actions={<PageLink path="/board/units">Units side by side</PageLink>}
    >
      <fieldset className="chips bare noprint" aria-label="Show only">
        {severities.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={severity === each}
            onClick={() => change({ severity: severity === each ? null : each, check: null })}
          >
            <StateMark label={SEVERITIES[each]} tone={TONES[each]} />
          </button>
        ))}
      </fieldset>
      <Await query={query}>{(data) => <Shown data={data} search={[search, change]} />}</Await>
    </Page>
  );
}

function Shown({ data, search }: { readonly data: Gaps; readonly search: Search }) {
  const { of, counts } = data;
  return (
    <>
      <p className="read">
        <strong>
          {of.ref && <span className="ref">{of.ref}</span>} {of.title}
        </strong>
        : {counts.ok.toLocaleString()} of {counts.rows.toLocaleString()} judgements find the record in order,{' '}
        {counts.major.toLocaleString()} find what an auditor would raise, {counts.minor.toLocaleString()} a
        smaller lapse
        {counts.unknown > 0 && `, ${counts.unknown.toLocaleString()} cannot tell`}.
      </p>
      {counts.rows === 0 && (
        <p className="quiet">No check judges a record here yet: that shows nothing, neither good nor bad.</p>
      )}
      <Rows data={data} search={search} />
      {data.checks.length > 0 && <Checks data={data} search={search} />}
    </>
  );
}

function Rows({ data, search: [, change] }: { readonly data: Gaps; readonly search: Search }) {
  const titles = new Map(data.checks.map((check) => [check.id, check]));
  if (data.total === 0) return null;
  return (
    <Section title={`${data.total.toLocaleString()} ${data.total === 1 ? 'gap' : 'gaps'}`}>
      <section className="card scroll" tabIndex={0} aria-label="Gaps">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">What is the matter</th>
              <th scope="col">Asked by</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={`${row.check} ${row.id} ${row.message}`}>
                <td>
                  <OrgLink path={pageOf(row.type, row.id) ?? row.fix} className="plain">
                    {row.ref && <span className="ref">{row.ref}</span>} {row.title}
                  </OrgLink>
                </td>
                <td data-label="What is the matter">{row.message}</td>
                <td data-label="Asked by">{titles.get(row.check)?.requirements.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {data.total > data.rows.length && (
        <p className="quiet">
          The first {data.rows.length.toLocaleString()} are shown; choose one check below to see the others.{' '}
          {data.rows.length < 1000 && (
            <button type="button" className="link noprint" onClick={() => change({ all: 'yes' })}>
              Show up to 1,000
            </button>
          )}
        </p>
      )}
    </Section>
  );
}

function Checks({ data, search: [search, change] }: { readonly data: Gaps; readonly search: Search }) {
  return (
    <Section title="By check">
      <section className="card scroll" tabIndex={0} aria-label="By check">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Requirements</th>
              <th scope="col" className="num">
                In order
              </th>
              <th scope="col" className="num">
                Gaps
              </th>
            </tr>
          </thead>
          <tbody>
            {data.checks.map((check) => (
              <tr key={check.id}>
                <td>
                  <button
                    type="button"
                    className="link"
                    aria-pressed={search.check === check.id}
                    onClick={() => change({ check: search.check === check.id ? null : check.id })}
                  >
                    {check.title}
                  </button>
                </td>
                <td data-label="Requirements">
                  {check.requirements.map((id) => (
                    <span key={id}>
                      <OrgLink path={`/conformity/${id}`}>{id}</OrgLink>{' '}
                    </span>
                  ))}
                </td>
                <td data-label="In order" className="num">
                  {check.ok.toLocaleString()}
                </td>
                <td data-label="Gaps" className={check.gap === 0 ? 'num zero' : 'num'}>
                  {check.gap.toLocaleString()}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
