import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { shownDay } from '#ui/api.ts';
import { useCommand } from '#ui/hooks.ts';
import { useNames } from '#ui/people.ts';
import { Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { useRequestActs } from '../contract.ts';
import { useRequestLifecycle } from '../lifecycle.ts';
import type { UseRequest } from './data.ts';

/** One's own request with its answer, and what one can do about it. */
export function MyRequest({ request }: { readonly request: UseRequest }) {
  const names = useNames();
  const withdraw = useCommand(useRequestActs.withdraw);
  const acknowledge = useCommand(useRequestActs.acknowledge);
  const seen = { id: request.id, version: request.version };
  const waits = request.state === 'asked' || request.state === 'question';
  const error = withdraw.error ?? acknowledge.error;
  return (
    <article className="card my-request" aria-label={request.tool}>
      <header>
        <strong>{request.tool}</strong>
        <StateMark {...useRequestLifecycle.states[request.state]} />
      </header>
      <div className="quiet meta">
        {request.ref},{' '}
        {request.alreadyUsed ? (
          <Trans id="declared <0/>" components={{ 0: <Day day={request.askedOn} /> }} />
        ) : (
          <Trans id="asked <0/>" components={{ 0: <Day day={request.askedOn} /> }} />
        )}
        {waits && (
          <>
            {' '}
            <Trans id="· answer by <0/>" components={{ 0: <Day day={request.dueOn} /> }} />
          </>
        )}
      </div>
      {request.purpose && <p className="quiet">{request.purpose}</p>}
      {error && <ErrorView error={error} />}
      {request.state === 'question' && <Question request={request} />}
      {request.decidedBy && !waits && (
        <>
          <p>
            <strong>{names(request.decidedBy)}:</strong> {request.reason}
          </p>
          {request.conditions.length > 0 && (
            <ul className="sentences">
              {request.conditions.map((condition) => (
                <li key={condition}>{condition}</li>
              ))}
            </ul>
          )}
          {request.validUntil && request.state === 'approved' && (
            <div className="quiet meta">
              <Trans id="Approved until <0/>" components={{ 0: <Day day={request.validUntil} /> }} />
            </div>
          )}
        </>
      )}
      {request.endedReason && request.state === 'ended' && <p>{request.endedReason}</p>}
      {request.state === 'approved' && request.conditions.length > 0 && (
        <div className="row">
          {request.acknowledgedOn ? (
            <span className="quiet">
              <Trans
                id="● You acknowledged the conditions <0/>"
                components={{ 0: <Day day={request.acknowledgedOn} /> }}
              />
            </span>
          ) : (
            <Button
              loading={acknowledge.isPending}
              disabled={shownDay() !== null}
              onClick={() => acknowledge.mutate(seen)}
            >
              {t('I know the conditions and keep them')}
            </Button>
          )}
        </div>
      )}
      {waits && (
        <Button
          variant="default"
          size="compact-sm"
          loading={withdraw.isPending}
          disabled={shownDay() !== null}
          onClick={() => withdraw.mutate(seen)}
        >
          {t('Withdraw it')}
        </Button>
      )}
    </article>
  );
}

function Question({ request }: { readonly request: UseRequest }) {
  const [text, setText] = useState('');
  const answer = useCommand(useRequestActs.answer);
  return (
    <div className="ask-back">
      <p>
        <strong>{t('A question to you:')}</strong> {request.question}
      </p>
      {answer.error && <ErrorView error={answer.error} />}
      <Textarea
        aria-label={t('Your answer')}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        mt={8}
        mb={8}
        loading={answer.isPending}
        disabled={text.trim().length < 3 || shownDay() !== null}
        onClick={() => answer.mutate({ id: request.id, version: request.version, answer: text })}
      >
        {t('Answer')}
      </Button>
    </div>
  );
}
