import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { type ApiError, post, request } from '#ui/api.ts';
import { ErrorView } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import type { Questionnaire } from '../contract.ts';
import { type AnswerOf, Questions } from './questions.tsx';
import type { Kept } from './saver.ts';

/** An interview opened by a link: no account, the person named, nothing else of the organisation to see. */
export default function LinkPage() {
  const token = location.pathname.split('/')[2] ?? '';
  const base = `/api/by-link/${encodeURIComponent(token)}/interview`;
  const [at, setAt] = useState<string | null>(null);
  const [finished, setFinished] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const query = useQuery<Questionnaire, ApiError>({
    queryKey: ['interview-link', token],
    queryFn: () => request(base),
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const answer: AnswerOf = (input) => post<Kept>(`${base}/answers`, input);
  const finish = async () => {
    try {
      await post(`${base}/finish`, {});
      setFinished(true);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <main className="page open-page" id="content">
      <div className="quiet brand-line">OpenAIMS</div>
      {query.error && <NoEntry error={query.error} />}
      {query.data && (
        <>
          <h1>{query.data.interview}</h1>
          <p className="read">
            <Trans
              id="{organisation} asks <0/>. If that is not you, close this page and tell whoever sent it. Saved as you type; the link opens until {linkUntil}, on any device."
              values={{ organisation: query.data.organisation, linkUntil: query.data.linkUntil }}
              components={{ 0: <strong>{query.data.person}</strong> }}
            />
          </p>
          {finished && (
            <p role="status" className="card note-card">
              {t('Thank you. You may still change an answer until {linkUntil}.', {
                linkUntil: query.data.linkUntil,
              })}
            </p>
          )}
          {error !== null && <ErrorView error={error} />}
          <Questions
            data={query.data}
            answer={answer}
            finish={() => void finish()}
            readOnly={false}
            at={at}
            onAt={setAt}
          />
        </>
      )}
    </main>
  );
}

/** A link that opens nothing any more: what happened, what is kept, what to do. */
function NoEntry({ error }: { readonly error: ApiError }) {
  const { code } = error.problem;
  if (code !== 'link-over' && code !== 'not-found') return <ErrorView error={error} />;
  return (
    <section className="card empty">
      <h1>{code === 'link-over' ? t('This link is over') : t('This link opens nothing')}</h1>
      <p className="read">{error.problem.detail}</p>
      <p className="read">
        {code === 'link-over'
          ? t(
              'Everything that was answered by it is kept. Ask whoever sent it for a new link: you go on where you stopped, and what this browser could not send any more is sent then.',
            )
          : error.problem.next}
      </p>
    </section>
  );
}
