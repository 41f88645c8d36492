import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { allowed } from '#kernel/policy.ts';
import { type Role, roleNames, roleOptions } from '#kernel/roles.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Aside, EditableFields, History } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { useUnits } from '#ui/units.ts';
import { peopleActs, personEndpoints } from '../contract.ts';
import { mayGrant, mayManagePeople } from '../policy.ts';
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
  const person = useEndpoint(personEndpoints.get, { id });
  const directory = useEndpoint(peopleActs.directory, {});
  const units = useUnits();
  const end = useCommand(peopleActs.end);
  const leave = useCommand(peopleActs.deactivate);
  const held = directory.data?.people.find((each) => each.id === id || each.ref === id)?.memberships ?? [];
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
          <div className="two">
            <EditableFields
              record={record}
              fields={[
                { key: 'name', label: t('Name'), kind: 'text', required: true },
                { key: 'email', label: t('E-mail'), kind: 'text' },
                { key: 'jobTitle', label: t('Job title'), kind: 'text' },
                { key: 'organisationName', label: t('Organisation, if from outside'), kind: 'text' },
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
              <History endpoint={personEndpoints.history} id={record.id} />
            </div>
          </div>
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
