import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { resultEndpoints } from '../result-contract.ts';

type Verdict = OutputOf<typeof resultEndpoints.verify>;

const ANSWERS = {
  matches: { label: msg('As it was received'), tone: 'good' },
  'matches-older': { label: msg('As it was received, superseded since'), tone: 'warning' },
  altered: { label: msg('Not what was received'), tone: 'bad' },
  unknown: { label: msg('Never received here'), tone: 'neutral' },
} as const;

/** Holds a file that somebody has against what the log commits to. */
export default function VerifyPage() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const verify = useCommand(resultEndpoints.verify);
  const check = (given: string) => {
    setProblem(null);
    const result = resultIn(given);
    if (result) verify.mutate({ result });
    else setProblem(t('This is no result: it is not one JSON object.'));
  };
  return (
    <Page
      title={t('Check a copy of a result')}
      clause="7.5.3"
      sentence={t(
        'A result that somebody saved, sent or printed is held against the trail: its hash is the one that was received, or it is not.',
      )}
      actions={<PageLink path="/monitors">{t('Monitors')}</PageLink>}
    >
      <div className="card note">
        <label className="chip noprint" style={{ cursor: 'pointer' }}>
          {t('Choose the file')}
          <input
            type="file"
            accept=".json,application/json"
            style={{ position: 'absolute', opacity: 0, width: 1, height: 1 }}
            onChange={async (event) => {
              const given = await event.currentTarget.files?.[0]?.text();
              if (given !== undefined) {
                setText(given.length > 20_000 ? `${given.slice(0, 20_000)}…` : given);
                check(given);
              }
            }}
          />
        </label>
        <Textarea
          label={t('or paste it')}
          autosize
          minRows={5}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          my={10}
        />
        <Button onClick={() => check(text)} loading={verify.isPending} disabled={text.trim() === ''}>
          {t('Hold it against the trail')}
        </Button>
      </div>
      {problem && (
        <p role="alert" className="card note">
          ▲ {problem}
        </p>
      )}
      {verify.error && <ErrorView error={verify.error} />}
      {verify.data && !problem && <Answer verdict={verify.data} />}
    </Page>
  );
}

function Answer({ verdict }: { readonly verdict: Verdict }) {
  return (
    <section className="card note" aria-live="polite">
      <StateMark {...ANSWERS[verdict.answer]} />
      <p>{verdict.sentence}</p>
      {verdict.differences.length > 0 && (
        <>
          <p className="quiet">{t('What differs:')}</p>
          <ul>
            {verdict.differences.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      <p className="quiet meta">
        <Trans
          id="Hash of the copy <0/>"
          components={{ 0: <span className="mono wrap-anywhere">{verdict.hash}</span> }}
        />
      </p>
      {verdict.resultId && (
        <OrgLink path={`/results/${verdict.resultId}${verdict.version ? `?version=${verdict.version}` : ''}`}>
          {t('What is here')}
        </OrgLink>
      )}
    </section>
  );
}

/** A result by itself, or inside the body of a post. */
function resultIn(text: string): Record<string, unknown> | null {
  try {
    const given = JSON.parse(text) as unknown;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
    const { result } = given as { result?: unknown };
    return (typeof result === 'object' && result !== null ? result : given) as Record<string, unknown>;
  } catch {
    return null;
  }
}
