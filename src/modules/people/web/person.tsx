import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { allOf, allowed, denied } from '#kernel/policy.ts';
import { type Role, roleNames, roleOptions } from '#kernel/roles.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Aside, EditableFields, History } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { useUnits } from '#ui/units.ts';
import { peopleActs, personEndpoints } from '../contract.ts';
import { mayGrant, mayManagePeople, maySeeSignIns } from '../policy.ts';
import { LANGUAGES } from './languages.ts';
import { PartShown, partFields, withScope } from './part.tsx';

type Person = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly name: string | null;
  readonly active: boolean;
};

/** One person: what is known of them, and their roles. */
export default function PersonPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const actor = useActor();
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState(false);
  const [ended, setEnded] = useState<number | null>(null);
  const person = useEndpoint(personEndpoints.get, { id });
  const directory = useEndpoint(peopleActs.directory, {});
  const units = useUnits();
  const end = useCommand(peopleActs.end);
  const leave = useCommand(peopleActs.deactivate);
  const known = directory.data?.people.find((each) => each.id === id || each.ref === id);
  const held = known?.memberships ?? [];
  const mayEndSessions = allOf(
    mayManagePeople(actor),
    known?.account === false ? denied(t('This person has no account here, so no session.')) : allowed,
  );
  return (
    <Await query={person as never}>
      {(record: Person) => (
        <Page
          title={record.name ?? t('An erased person')}
          sentence={`${record.ref} · ${record.active ? t('active') : t('has left')}`}
          actions={
            record.active && (
              <>
                <ActButton decision={mayGrant(actor, record.id)} onClick={() => setGranting(true)}>
                  {t('Give roles')}
                </ActButton>
                <ActButton decision={mayEndSessions} onClick={() => setEnding(true)}>
                  {t('End all sessions')}
                </ActButton>
                <ActButton
                  decision={
                    actor.id === record.id
                      ? { allowed: false, reason: t('Nobody lets themselves go.') }
                      : mayManagePeople(actor)
                  }
                  loading={leave.isPending}
                  onClick={() => leave.mutate({ id: record.id, version: record.version })}
                >
                  {t('Let go')}
                </ActButton>
              </>
            )
          }
        >
          {(end.error ?? leave.error) && <ErrorView error={end.error ?? leave.error} />}
          {ended !== null && (
            <p role="status">
              {ended === 0
                ? t('No session was open.')
                : t('{count, plural, one {# session has ended.} other {# sessions have ended.}}', {
                    count: ended,
                  })}
            </p>
          )}
          <div className="two">
            <EditableFields
              record={record}
              fields={[
                { key: 'name', label: t('Name'), kind: 'text', required: true },
                { key: 'email', label: t('E-mail'), kind: 'text' },
                { key: 'jobTitle', label: t('Job title'), kind: 'text' },
                { key: 'organisationName', label: t('Organisation, if from outside'), kind: 'text' },
                {
                  key: 'language',
                  label: t('Language of messages'),
                  kind: 'select',
                  options: LANGUAGES,
                  help: t('Empty: as the organisation writes'),
                },
              ]}
              update={personEndpoints.update}
              decision={actor.id === record.id ? allowed : mayManagePeople(actor)}
            />
            <div>
              <Aside title={t('Roles')}>
                {held.length === 0 && <span className="quiet">{t('None.')}</span>}
                {held.map((each) => (
                  <div
                    key={each.id}
                    style={{ padding: '4px 0', display: 'flex', gap: 8, alignItems: 'center' }}
                  >
                    <span style={{ flex: 1 }}>
                      {roleNames(each.roles as Role[])}
                      <PartShown scope={each.scope} />
                      {each.outside && (
                        <span className="quiet"> {t('from outside: {ground}', { ground: each.ground })}</span>
                      )}
                    </span>
                    <ActButton
                      decision={actor.id === record.id ? allowed : mayGrant(actor, record.id)}
                      onClick={() => end.mutate({ id: each.id, version: each.version })}
                    >
                      {t('End')}
                    </ActButton>
                  </div>
                ))}
              </Aside>
              {known?.account && maySeeSignIns(actor).allowed && (
                <Aside title={t('Sign-ins')}>
                  <OrgLink path={`/sign-ins?person=${record.id}`}>
                    {t('See when this person signed in')}
                  </OrgLink>
                </Aside>
              )}
              <History endpoint={personEndpoints.history} id={record.id} />
            </div>
          </div>
          {ending && (
            <AskDialog<{ readonly ended: number }>
              title={t('End all sessions')}
              explain={t(
                'Every browser in which this person is signed in is signed out at once, also from other organisations of this instance. What they had not saved is lost. Their password, second factor, passkeys and API keys stay: they may sign in again. It stands in the log.',
              )}
              fields={[]}
              fixed={{ id: record.id }}
              endpoint={peopleActs.endSessions}
              verb={t('End the sessions')}
              onClose={() => setEnding(false)}
              onDone={(done) => {
                setEnding(false);
                setEnded(done.ended);
              }}
            />
          )}
          {granting && (
            <AskDialog
              title={t('Give roles')}
              fields={[
                { key: 'roles', label: t('Roles'), kind: 'many', options: roleOptions, required: true },
                { key: 'until', label: t('Until'), kind: 'date' },
                ...partFields(units),
              ]}
              initial={{ roles: [], units: [], systems: [] }}
              prepare={withScope}
              fixed={{ id: record.id }}
              endpoint={peopleActs.grant}
              verb={t('Give these roles')}
              onClose={() => setGranting(false)}
              onDone={() => setGranting(false)}
            />
          )}
        </Page>
      )}
    </Await>
  );
}
