import { Button, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { numberText, t, timeText } from '#kernel/language.ts';
import { currentOrg } from '#ui/api.ts';
import { useEndpoint, useOrg, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
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
      sentence={t('{ref} · version {version} · {monitorRef} {monitorTitle}', {
        ref: result.ref,
        version: result.version,
        monitorRef: result.monitorRef,
        monitorTitle: result.monitorTitle,
      })}
      actions={
        <>
          <PageLink path={`/monitors/${result.monitorId}`}>{t('The monitor')}</PageLink>
          <Button
            component="a"
            href={`/api/orgs/${currentOrg()}/results/${result.id}/file?version=${result.version}`}
            download
            variant="default"
          >
            {t('Download as posted')}
          </Button>
        </>
      }
    >
      {result.version < latest && (
        <p className="card note">
          <Trans
            id="▲ This is an earlier version. <0>Version {latest}</0> has taken its place."
            values={{ latest }}
            components={{ 0: <OrgLink path={`/results/${result.id}`} /> }}
          />
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
    <Section title={t('Thresholds')}>
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
                <Trans
                  id="<0/>, {inARow} in a row of {needed}, n = {n}"
                  values={{ inARow: each.inARow, needed: each.needed, n: numberText(each.n) }}
                  components={{ 0: <code>{each.threshold}</code> }}
                />
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
    <Section title={t('{metrics} figures', { metrics: result.body.metrics.length })}>
      <TextInput
        className="noprint"
        aria-label={t('Find a figure')}
        placeholder={t('Find a metric or a group')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        mb={8}
        maw={320}
      />
      <TableCard
        label={t('Figures of this window')}
        head={[t('Metric'), t('Part of the data'), { num: t('Value') }, t('Interval'), { num: 'n' }]}
      >
        {rows.slice(0, all ? undefined : FIRST).map((each) => (
          <tr key={`${each.id} ${each.slice}`}>
            <td>{metricTitle(each.id)}</td>
            <td data-label={t('Part of the data')}>{sliceTitle(each.slice)}</td>
            <td className="num" data-label={t('Value')}>
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
                {each.value === null ? (each.reason ?? t('no value')) : figureText(each.id, each.value)}
              </button>
            </td>
            <td data-label={t('Interval')}>{intervalText(each.id, each.lo, each.hi)}</td>
            <td className="num" data-label="n">
              {each.value === null && each.n === 0 ? '' : numberText(each.n)}
            </td>
          </tr>
        ))}
      </TableCard>
      {!all && rows.length > FIRST && (
        <button type="button" className="link noprint" onClick={() => setAll(true)}>
          {t('Show {rows} more', { rows: rows.length - FIRST })}
        </button>
      )}
      {shown && <Explain of={shown} timeZone={timeZone} onClose={() => setShown(null)} />}
    </Section>
  );
}

function Bound({ result }: { readonly result: Shown }) {
  return (
    <Aside title={t('What it is bound to')}>
      <dl className="terms">
        <Fact title={t('Rows, labelled')}>
          {numberText(result.rows)}, {numberText(result.labelled)}
        </Fact>
        <Fact title={t('Window')}>
          {result.complete ? t('Complete') : t('Rows and labels may still come')}
        </Fact>
        <Fact title={t('Model version')}>{result.modelVersion ?? t('not told')}</Fact>
        <Fact title={t('Measured with')}>
          {result.reportedBy
            ? t('Reported by {reportedBy}', { reportedBy: result.reportedBy })
            : t('{engine}, OpenAIMS {version}', { engine: result.body.engine, version: result.body.version })}
        </Fact>
        <Fact title={t('Posted by')}>
          {result.keyId
            ? t('{postedByName}, with the key {keyId}', {
                postedByName: result.postedByName ?? t('The operator'),
                keyId: result.keyId,
              })
            : t('{postedByName}, not by a key', { postedByName: result.postedByName ?? t('The operator') })}
        </Fact>
        <Fact title={t('Received')}>{timeText(result.receivedAt)}</Fact>
        {result.supersedeReason && <Fact title={t('Why the figures changed')}>{result.supersedeReason}</Fact>}
        <Fact title={t('Spec')}>
          <Trans
            id="Version {monitorVersion} of the monitor, <0/>"
            values={{ monitorVersion: result.monitorVersion }}
            components={{ 0: <span className="mono wrap-anywhere">{result.specHash}</span> }}
          />
        </Fact>
        <Fact title={t('Hash of the result')}>
          <span className="mono wrap-anywhere">{result.resultHash}</span>
        </Fact>
      </dl>
      <OrgLink path="/monitors/verify">{t('Hold a copy against the trail')}</OrgLink>
    </Aside>
  );
}

function Versions({ result }: { readonly result: Shown }) {
  return (
    <Aside title={t('Versions of this window')}>
      <ul className="plain-list">
        {result.versions.map((each) => (
          <li key={each.version}>
            <OrgLink path={`/results/${result.id}?version=${each.version}`}>
              {t('Version {version}', { version: each.version })}
            </OrgLink>
            {each.version === result.version && <span className="quiet"> {t('shown')}</span>}
            <div className="quiet meta">
              <Trans
                id="{rows} rows, {labelled} labelled · entry {seq} of the log · <0/>"
                values={{ rows: numberText(each.rows), labelled: numberText(each.labelled), seq: each.seq }}
                components={{
                  0: (
                    <span className="mono" title={each.resultHash}>
                      {shortHash(each.resultHash)}
                    </span>
                  ),
                }}
              />
            </div>
          </li>
        ))}
      </ul>
    </Aside>
  );
}
