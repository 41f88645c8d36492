import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Await, ErrorView, StateMark } from '#ui/states.tsx';
import { trailEndpoints } from '../contract.ts';

/** The log in sentences, its checkpoints, and the proof that both agree with the records. */
export default function Trail() {
  return (
    <Page
      title="Trail"
      clause="7.5.3"
      sentence="Every change is an entry of the log, written with the change itself. Verify holds the log against every record."
    >
      <div className="two">
        <Log />
        <div>
          <Verify />
          <Checkpoints />
        </div>
      </div>
    </Page>
  );
}

function Log() {
  const [search, change] = useSearchState();
  const query = useEndpoint(trailEndpoints.entries, {
    ...(search.before && { before: Number(search.before) }),
    ...(search.type && { type: search.type }),
  });
  return (
    <Section title="Log">
      <TextInput
        aria-label="Only this kind of record"
        placeholder="Kind of record, such as risk"
        defaultValue={search.type ?? ''}
        onBlur={(event) => change({ type: event.currentTarget.value || null, before: null })}
        mb={8}
        className="noprint"
      />
      <Await query={query}>
        {({ entries, next, size }) => (
          <>
            <p className="quiet" style={{ margin: '0 0 6px' }}>
              {size.toLocaleString()} entries
            </p>
            <ol className="card" style={{ listStyle: 'none', margin: 0, padding: '4px 16px' }}>
              {entries.map((each) => {
                const page = pageOf(each.type, each.id);
                const what = [each.ref, each.title].filter(Boolean).join(' ') || each.type;
                return (
                  <li key={each.seq} className="field" style={{ fontSize: 13 }}>
                    {each.sentence}: {page ? <OrgLink path={page}>{what}</OrgLink> : what}
                    <div className="quiet" style={{ fontSize: 12 }}>
                      entry {each.seq} · version {each.version} ·{' '}
                      <time dateTime={each.at}>{new Date(each.at).toLocaleString()}</time>
                    </div>
                  </li>
                );
              })}
            </ol>
            <div style={{ display: 'flex', gap: 8, marginTop: 10 }}>
              {search.before && (
                <Button variant="default" onClick={() => change({ before: null })}>
                  Newest
                </Button>
              )}
              {next !== null && (
                <Button variant="default" onClick={() => change({ before: String(next) })}>
                  Older
                </Button>
              )}
            </div>
          </>
        )}
      </Await>
    </Section>
  );
}

const ANSWERS = {
  ok: { label: 'Log and records agree', tone: 'good' },
  tampered: { label: 'They do not agree', tone: 'bad' },
  restored: { label: 'Restored since that checkpoint', tone: 'warning' },
} as const;

function Verify() {
  const [against, setAgainst] = useState('');
  const verify = useCommand(trailEndpoints.verify);
  return (
    <Section title="Verify">
      <div className="card" style={{ padding: 16 }}>
        <Textarea
          label="A checkpoint that left this machine"
          description="Optional. Without it a rewrite by somebody who owns the disk cannot be excluded."
          value={against}
          onChange={(event) => setAgainst(event.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
        <Button
          mt={10}
          loading={verify.isPending}
          onClick={() => verify.mutate(against.trim() ? { against: `${against.trim()}\n` } : {})}
        >
          Verify
        </Button>
        {verify.error && <ErrorView error={verify.error} />}
        {verify.data && (
          <div role="status" style={{ marginTop: 10 }}>
            <StateMark {...ANSWERS[verify.data.answer]} />
            {verify.data.sentences.map((each) => (
              <p key={each} style={{ margin: '4px 0' }}>
                {each}
              </p>
            ))}
          </div>
        )}
      </div>
    </Section>
  );
}

function Checkpoints() {
  const query = useEndpoint(trailEndpoints.checkpoints, {});
  const make = useCommand(trailEndpoints.checkpoint);
  return (
    <Section
      title="Checkpoints"
      actions={
        <Button
          variant="default"
          loading={make.isPending}
          onClick={() => make.mutate({ reason: 'On request' })}
        >
          Sign now
        </Button>
      }
    >
      {make.error && <ErrorView error={make.error} />}
      <Await query={query}>
        {({ checkpoints, keys }) => (
          <>
            {checkpoints.length === 0 && <p className="quiet">None signed yet.</p>}
            {checkpoints.slice(0, 10).map((each) => (
              <details
                key={`${each.createdAt} ${each.reason}`}
                className="card"
                style={{ padding: '8px 14px', marginBottom: 8 }}
              >
                <summary style={{ cursor: 'pointer' }}>
                  {each.reason}{' '}
                  <span className="quiet">
                    · {each.size.toLocaleString()} entries · {each.createdAt.slice(0, 10)}
                  </span>
                </summary>
                <pre className="mono" style={{ overflowX: 'auto' }}>
                  {each.note}
                </pre>
              </details>
            ))}
            {keys.map((each) => (
              <div key={each.epoch} className="mono quiet" style={{ wordBreak: 'break-all' }}>
                Verifier key of epoch {each.epoch}: {each.key}
              </div>
            ))}
          </>
        )}
      </Await>
    </Section>
  );
}
