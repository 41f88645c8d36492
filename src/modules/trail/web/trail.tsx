import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { msg, numberText, t, timeText } from '#kernel/language.ts';
import { useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Await, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { trailEndpoints } from '../contract.ts';

/** The log in sentences, its checkpoints, and the proof that both agree with the records. */
export default function Trail() {
  return (
    <Page
      title={t('Trail')}
      clause="7.5.3"
      sentence={t(
        'Every change is an entry of the log, written with the change itself. Verify holds the log against every record.',
      )}
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
    <Section title={t('Log')}>
      <TextInput
        aria-label={t('Only this kind of record')}
        placeholder={t('Kind of record, such as risk')}
        defaultValue={search.type ?? ''}
        onBlur={(event) => change({ type: event.currentTarget.value || null, before: null })}
        mb={8}
        className="noprint"
      />
      <Await query={query}>
        {({ entries, next, size }) => (
          <>
            <p className="quiet" style={{ margin: '0 0 6px' }}>
              {t('{size} entries', { size: numberText(size) })}
            </p>
            <ol className="card" style={{ listStyle: 'none', margin: 0, padding: '4px 16px' }}>
              {entries.map((each) => {
                const page = pageOf(each.type, each.id);
                const what = [each.ref, each.title].filter(Boolean).join(' ') || each.type;
                return (
                  <li key={each.seq} className="field" style={{ fontSize: 13 }}>
                    {each.sentence}: {page ? <OrgLink path={page}>{what}</OrgLink> : what}
                    <div className="quiet" style={{ fontSize: 12 }}>
                      <Trans
                        id="entry {seq} · version {version} · <0/>"
                        values={{ seq: each.seq, version: each.version }}
                        components={{ 0: <time dateTime={each.at}>{timeText(each.at)}</time> }}
                      />
                    </div>
                  </li>
                );
              })}
            </ol>
            <div style={{ display: 'flex', gap: 8, marginTop: 10 }}>
              {search.before && (
                <Button variant="default" onClick={() => change({ before: null })}>
                  {t('Newest')}
                </Button>
              )}
              {next !== null && (
                <Button variant="default" onClick={() => change({ before: String(next) })}>
                  {t('Older')}
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
  ok: { label: msg('Log and records agree'), tone: 'good' },
  tampered: { label: msg('They do not agree'), tone: 'bad' },
  restored: { label: msg('Restored since that checkpoint'), tone: 'warning' },
} as const;

function Verify() {
  const [against, setAgainst] = useState('');
  const verify = useCommand(trailEndpoints.verify);
  return (
    <Section title={t('Verify')}>
      <div className="card" style={{ padding: 16 }}>
        <Textarea
          label={t('A checkpoint that left this machine')}
          description={t('Optional. Without it a rewrite by somebody who owns the disk cannot be excluded.')}
          value={against}
          onChange={(event) => setAgainst(event.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
        <Button
          mt={10}
          loading={verify.isPending}
          onClick={() => verify.mutate(against.trim() ? { against: `${against.trim()}\n` } : {})}
        >
          {t('Verify')}
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
      title={t('Checkpoints')}
      actions={
        <Button
          variant="default"
          loading={make.isPending}
          onClick={() => make.mutate({ reason: 'On request' })}
        >
          {t('Sign now')}
        </Button>
      }
    >
      {make.error && <ErrorView error={make.error} />}
      <Await query={query}>
        {({ checkpoints, keys }) => (
          <>
            {checkpoints.length === 0 && <p className="quiet">{t('None signed yet.')}</p>}
            {checkpoints.slice(0, 10).map((each) => (
              <details
                key={`${each.createdAt} ${each.reason}`}
                className="card"
                style={{ padding: '8px 14px', marginBottom: 8 }}
              >
                <summary style={{ cursor: 'pointer' }}>
                  {t(each.reason)}{' '}
                  <span className="quiet">
                    {`· ${t('{size} entries · {createdAt}', {
                      size: numberText(each.size),
                      createdAt: each.createdAt.slice(0, 10),
                    })}`}
                  </span>
                </summary>
                <pre className="mono" style={{ overflowX: 'auto' }}>
                  {each.note}
                </pre>
              </details>
            ))}
            {keys.map((each) => (
              <div key={each.epoch} className="mono quiet" style={{ wordBreak: 'break-all' }}>
                {t('Verifier key of epoch {epoch}: {key}', { epoch: each.epoch, key: each.key })}
              </div>
            ))}
          </>
        )}
      </Await>
    </Section>
  );
}
