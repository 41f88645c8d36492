import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { ActButton, Day } from '#ui/states.tsx';
import { absenceEndpoints } from '../contract.ts';
import { mayWriteAbsence } from '../policy.ts';
import { ABSENCE_FIELDS } from './absence.tsx';

/** Who is away, and who gets their tasks meanwhile. */
export default function Absences() {
  const actor = useActor();
  const nameOf = useNames();
  const [adding, setAdding] = useState(false);
  const decision = mayWriteAbsence(actor, { personId: actor.id ?? '' });
  const add = (primary: boolean) => (
    <ActButton decision={decision} primary={primary} onClick={() => setAdding(true)}>
      {t('Record an absence')}
    </ActButton>
  );
  return (
    <Page
      wide
      title={t('Absences and stand-ins')}
      clause="5.3"
      sentence={t(
        'Tasks and reminders of whoever is away go to their stand-in too. Approvals and other acts of authority never do.',
      )}
      actions={
        <>
          <PageLink path="/calendar">{t('Calendar')}</PageLink>
          {add(true)}
        </>
      }
    >
      <RegisterList
        endpoint={absenceEndpoints.list}
        path="/calendar/absences"
        table={exportOnly(absenceEndpoints)}
        columns={[
          { key: 'personId', title: t('Away'), render: (row) => nameOf(String(row.personId)) },
          {
            key: 'fromOn',
            title: t('From'),
            sortable: true,
            render: (row) => <Day day={String(row.fromOn)} />,
          },
          { key: 'toOn', title: t('To'), sortable: true, render: (row) => <Day day={String(row.toOn)} /> },
          { key: 'standInId', title: t('Stands in'), render: (row) => nameOf(String(row.standInId)) },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        empty={{
          title: t('Nobody is away'),
          why: t(
            'What is due does not wait for a holiday. Record yours, and name somebody who sees your tasks meanwhile.',
          ),
          example: {
            personId: t('Jonas Reiter'),
            fromOn: '2026-12-21',
            toOn: '2027-01-04',
            standInId: t('Anna Berg'),
            ref: 'ABS-0001',
          },
          action: add(false),
        }}
      />
      {adding && (
        <AskDialog
          title={t('Record an absence')}
          fields={ABSENCE_FIELDS}
          initial={{ personId: actor.id }}
          endpoint={absenceEndpoints.create}
          verb={t('Record the absence')}
          onClose={() => setAdding(false)}
          onDone={() => setAdding(false)}
        />
      )}
    </Page>
  );
}
