import { Button, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { currentOrg } from '#ui/api.ts';
import { useEndpoint, useOrg, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { figureText } from '../figure-text.ts';
import { resultEndpoints } from '../result-contract.ts';
import { Explain, type Explained, Fact } from './explain.tsx';
import { Worst } from './results.tsx';
import { intervalText, metricTitle, SEVERITIES, shortHash, sliceTitle, windowText } from './words.ts';

type Shown = OutputOf<typeof resultEndpoints.get>;

/** One window: every figure, what was breached, who posted it by which key, and every version with its hash. */
export default function ResultPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search] = useSearchState();
  const version = search.version ? Number(search.version) : undefined;
  const query = useEndpoint(resultEndpoints.get, { id, ...(version && { version }) });
  return <Await query={query}>{(result) => <ResultShown result={result} />}</Await>;
}

function ResultShown({ result }: { readonly result: Shown }) {
  const timeZone = useOrg()?.timeZone ?? 'UTC';
  const latest = result.versions[0]!.version;
  return (
    <Page
      title={windowText(result.windowFrom, result.windowTo, timeZone)}
      sentence={`${result.ref} · version ${result.version} · ${result.monitorRef} ${result.monitorTitle}`}
      actions={
        <>
          <PageLink path={`/monitors/${result.monitorId}`}>The monitor</PageLink>
          <Button
            component="a"
            href={`/api/orgs/${currentOrg()}/results/${result.id}/file?version=${result.version}`}
            download
            variant="default"
          >
            Download as posted
          </Button>
        </>
      }
    >
      {result.version < latest && (
        <p className="card note">
          ▲ This is an earlier version. <OrgLink path={`/results/${result.id}`}>Version {latest}</OrgLink> has
          taken its place.
        </p>
      )}
      <div className="two">
        <div>
          <Breaches result={result} />
          <FigureTable result={result} timeZone={timeZone} />
        </div>
        <div>
          <Bound result={result} />
          <Versions result={result} />
        </div>
      </div>
    </Page>
  );
}

function Breaches({ result }: { readonly result: Shown }) {
  return (
    <Section title="Thresholds">
      {result.breaches.length === 0 ? (
        <Worst worst={null} live={result.live} />
      ) : (
        <ul className="plain-list">
          {result.breaches.map((each) => (
            <li key={`${each.threshold} ${each.slice}`}>
              <StateMark {...SEVERITIES[each.severity]!} /> {metricTitle(each.metric)},{' '}
              {sliceTitle(each.slice).toLowerCase()}:{' '}
              <strong>{figureText(each.metric, each.observed)}</strong> {each.op}{' '}
              {figureText(each.metric, each.limit)}{' '}
              <span className="quiet">
                <code>{each.threshold}</code>, {each.inARow} in a row of {each.needed}, n ={' '}
                {each.n.toLocaleString('en-GB')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** How many figures are shown before one asks for all. */
const FIRST = 40;

function FigureTable({ result, timeZone }: { readonly result: Shown; readonly timeZone: string }) {
  const [words, setWords] = useState('');
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<Explained | null>(null);
  const wanted = words.trim().toLowerCase();
  const rows = result.body.metrics.filter((each) =>
    `${metricTitle(each.id)} ${sliceTitle(each.slice)}`.toLowerCase().includes(wanted),
  );
  return (
    <Section title={`${result.body.metrics.length} figures`}>
      <TextInput
        className="noprint"
        aria-label="Find a figure"
        placeholder="Find a metric or a group"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        mb={8}
        maw={320}
      />
      <section className="card scroll" tabIndex={0} aria-label="Figures of this window">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Part of the data</th>
              <th scope="col" className="num">
                Value
              </th>
              <th scope="col">Interval</th>
              <th scope="col" className="num">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, all ? undefined : FIRST).map((each) => (
              <tr key={`${each.id} ${each.slice}`}>
                <td>{metricTitle(each.id)}</td>
                <td data-label="Part of the data">{sliceTitle(each.slice)}</td>
                <td className="num" data-label="Value">
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      setShown({
                        metric: each.id,
                        slice: each.slice,
                        figure: each,
                        window: result,
                        hash: result.resultHash,
                        resultId: result.id,
                      })
                    }
                  >
                    {each.value === null ? (each.reason ?? 'no value') : figureText(each.id, each.value)}
                  </button>
                </td>
                <td data-label="Interval">{intervalText(each.id, each.lo, each.hi)}</td>
                <td className="num" data-label="n">
                  {each.value === null && each.n === 0 ? '' : each.n.toLocaleString('en-GB')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {!all && rows.length > FIRST && (
        <button type="button" className="link noprint" onClick={() => setAll(true)}>
          Show {rows.length - FIRST} more
        </button>
      )}
      {shown && <Explain of={shown} timeZone={timeZone} onClose={() => setShown(null)} />}
    </Section>
  );
}

function Bound({ result }: { readonly result: Shown }) {
  return (
    <Aside title="What it is bound to">
      <dl className="terms">
        <Fact title="Rows, labelled">
          {result.rows.toLocaleString('en-GB')}, {result.labelled.toLocaleString('en-GB')}
        </Fact>
        <Fact title="Window">{result.complete ? 'Complete' : 'Rows and labels may still come'}</Fact>
        <Fact title="Model version">{result.modelVersion ?? 'not told'}</Fact>
        <Fact title="Measured with">
          {result.reportedBy
            ? `Reported by ${result.reportedBy}`
            : `${result.body.engine}, OpenAIMS ${result.body.version}`}
        </Fact>
        <Fact title="Posted by">
          {result.postedByName ?? 'The operator'}
          {result.keyId ? `, with the key ${result.keyId}` : ', not by a key'}
        </Fact>
        <Fact title="Received">{new Date(result.receivedAt).toLocaleString('en-GB')}</Fact>
        {result.supersedeReason && <Fact title="Why the figures changed">{result.supersedeReason}</Fact>}
        <Fact title="Spec">
          Version {result.monitorVersion} of the monitor,{' '}
          <span className="mono wrap-anywhere">{result.specHash}</span>
        </Fact>
        <Fact title="Hash of the result">
          <span className="mono wrap-anywhere">{result.resultHash}</span>
        </Fact>
      </dl>
      <OrgLink path="/monitors/verify">Hold a copy against the trail</OrgLink>
    </Aside>
  );
}

function Versions({ result }: { readonly result: Shown }) {
  return (
    <Aside title="Versions of this window">
      <ul className="plain-list">
        {result.versions.map((each) => (
          <li key={each.version}>
            <OrgLink path={`/results/${result.id}?version=${each.version}`}>Version {each.version}</OrgLink>
            {each.version === result.version && <span className="quiet"> shown</span>}
            <div className="quiet meta">
              {each.rows.toLocaleString('en-GB')} rows, {each.labelled.toLocaleString('en-GB')} labelled ·
              entry {each.seq} of the log ·{' '}
              <span className="mono" title={each.resultHash}>
                {shortHash(each.resultHash)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Aside>
  );
}
