import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { Dialog } from '#ui/dialog.tsx';
import { useActor, useCommand, useSession } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { ActButton, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
import { gapEndpoints, type ShownInterview } from '../contract.ts';
import { interviewLifecycle, partLifecycle } from '../lifecycle.ts';
import { mayInterview } from '../policy.ts';

type Part = ShownInterview['parts'][number];

/** Every interview with its people: how far they are, and the link for each. */
export function PeopleTab({ interviews }: { readonly interviews: readonly ShownInterview[] }) {
  const actor = useActor();
  const link = useCommand(gapEndpoints.link);
  const revoke = useCommand(gapEndpoints.revokeLink);
  const close = useCommand(gapEndpoints.close);
  const reopen = useCommand(gapEndpoints.reopen);
  const [shown, setShown] = useState<{
    readonly name: string;
    readonly path: string;
    readonly until: string;
    readonly sentTo: string | null;
  } | null>(null);
  const may = mayInterview(actor);
  const error = link.error ?? revoke.error ?? close.error ?? reopen.error;
  const mails = useSession().data?.mail === true;
  const makeLink = (part: Part, byMail: boolean) =>
    link.mutate({ id: part.id, byMail }, { onSuccess: (made) => setShown({ name: part.name, ...made }) });
  return (
    <>
      {error && <ErrorView error={error} />}
      {interviews.map((each) => (
        <Section
          key={each.id}
          title={each.title}
          actions={
            <ActButton
              decision={may}
              compact
              onClick={() =>
                (each.state === 'open' ? close : reopen).mutate({ id: each.id, version: each.version })
              }
            >
              {each.state === 'open' ? t('Close the interview') : t('Open it again')}
            </ActButton>
          }
        >
          <p className="quiet">
            <Trans
              id="<0/> · begun <1/>"
              components={{
                0: <StateMark {...interviewLifecycle.states[each.state]} />,
                1: <Day day={each.startedOn} />,
              }}
            />
            {each.dueOn && (
              <>
                {' '}
                <Trans id="· due <0/>" components={{ 0: <Day day={each.dueOn} /> }} />
              </>
            )}
          </p>
          <TableCard
            label={t('People asked in {title}', { title: each.title })}
            head={[t('Person'), t('State'), { num: t('Answered') }, t('Last answer'), t('Link')]}
          >
            {each.parts.map((part) => (
              <tr key={part.id}>
                <td>
                  <OrgLink path={`/gap/answer/${part.id}`} className="plain">
                    {part.name}
                  </OrgLink>
                </td>
                <td data-label={t('State')}>
                  <StateMark {...partLifecycle.states[part.state]} />
                </td>
                <td data-label={t('Answered')} className="num">
                  {t('{answered} of {questions}', { answered: part.answered, questions: part.questions })}
                </td>
                <td data-label={t('Last answer')}>
                  {part.lastAnsweredOn ? (
                    <Day day={part.lastAnsweredOn} />
                  ) : (
                    <span className="quiet">{t('none')}</span>
                  )}
                </td>
                <td data-label={t('Link')}>
                  <span className="link-acts">
                    {part.linkUntil && (
                      <span className="quiet meta">
                        {t('until {linkUntil}', { linkUntil: longDay(part.linkUntil) })}
                      </span>
                    )}
                    {each.state === 'open' && (
                      <ActButton decision={may} compact onClick={() => makeLink(part, false)}>
                        {part.linkUntil ? t('Make a new link') : t('Make a link')}
                      </ActButton>
                    )}
                    {mails && each.state === 'open' && (
                      <ActButton decision={may} compact onClick={() => makeLink(part, true)}>
                        {t('Send it by e-mail')}
                      </ActButton>
                    )}
                    {part.linkUntil && each.state === 'open' && (
                      <ActButton decision={may} compact onClick={() => revoke.mutate({ id: part.id })}>
                        {t('Take it back')}
                      </ActButton>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </TableCard>
        </Section>
      ))}
      {shown && <LinkDialog {...shown} onClose={() => setShown(null)} />}
    </>
  );
}

/** The link is shown once: only its hash is kept. */
function LinkDialog(props: {
  readonly name: string;
  readonly path: string;
  readonly until: string;
  readonly sentTo: string | null;
  readonly onClose: () => void;
}) {
  const url = `${location.origin}${props.path}`;
  const words = t('The link is for {name} and opens until {until}.', {
    name: props.name,
    until: longDay(props.until),
  });
  const mail = `mailto:?subject=${encodeURIComponent(t('Your questions'))}&body=${encodeURIComponent(`${url}\n\n${words}`)}`;
  return (
    <Dialog
      onClose={props.onClose}
      title={<strong>{t('The link for {name}', { name: props.name })}</strong>}
      size="lg"
    >
      <p className="read" style={{ marginTop: 0 }}>
        {props.sentTo !== null
          ? t(
              'Whoever holds it answers as {name}, without an account, until {until}. It is on its way to {sentTo}. It is shown once; a new link ends this one.',
              { name: props.name, until: longDay(props.until), sentTo: props.sentTo },
            )
          : t(
              'Whoever holds it answers as {name}, without an account, until {until}. It is shown once; a new link ends this one.',
              { name: props.name, until: longDay(props.until) },
            )}
      </p>
      <code className="mono link-text">{url}</code>
      <div className="dialog-acts">
        <CopyButton value={url}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? t('Copied') : t('Copy the link')}</Button>}
        </CopyButton>
        <Button variant="default" component="a" href={mail}>
          {t('Write an e-mail')}
        </Button>
      </div>
    </Dialog>
  );
}
