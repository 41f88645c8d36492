import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { type ApiError, call, currentOrg, shownDay } from '#ui/api.ts';
import { useActor, useCommand, useSearchState } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, ErrorView } from '#ui/states.tsx';
import { gapEndpoints, type Questionnaire } from '../contract.ts';
import { mayAnswer } from '../policy.ts';
import { Questions } from './questions.tsx';

/** One's own questions, signed in. */
export default function AnswerPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useSearchState();
  const actor = useActor();
  const finish = useCommand(gapEndpoints.finish);
  // Asked once: the page itself knows what is answered here, and typing must not be overwritten.
  const query = useQuery<Questionnaire, ApiError>({
    queryKey: ['interview', currentOrg(), shownDay(), id],
    queryFn: () => call(gapEndpoints.part, { id }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Await query={query}>
      {(data) => (
        <Page
          title={data.interview}
          clause="ISO/IEC 42001, 4.1 to 10.2"
          sentence={t(
            'The questions put to {person}. Saved as you type; leave and come back when you like.',
            { person: data.person },
          )}
          actions={<PageLink path="/gap">{t('To the gap analysis')}</PageLink>}
        >
          {!mayAnswer(actor, data.personId).allowed && (
            <p className="read">
              {t('These are the questions of {person}; only they answer them. You see what was said.', {
                person: data.person,
              })}
            </p>
          )}
          {finish.error && <ErrorView error={finish.error} />}
          {finish.isSuccess && (
            <p role="status">
              {t('Thank you. You may still change an answer until the interview is closed.')}
            </p>
          )}
          <Questions
            data={data}
            answer={(input) => call(gapEndpoints.answer, { id, ...input })}
            finish={() => finish.mutate({ id })}
            readOnly={shownDay() !== null || !mayAnswer(actor, data.personId).allowed}
            at={search.at ?? null}
            onAt={(at) => change({ at })}
          />
        </Page>
      )}
    </Await>
  );
}
