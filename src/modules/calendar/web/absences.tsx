import { useState } from 'react';
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
      Record an absence
    </ActButton>
  );
  return (
    <Page
      wide
      title="Absences and stand-ins"
      clause="5.3"
      sentence="Tasks and reminders of whoever is away go to their stand-in too. Approvals and other acts of authority never do."
      actions={
        <>
          <PageLink path="/calendar">Calendar</PageLink>
          {add(true)}
        </>
      }
    >
      <RegisterList
        endpoint={absenceEndpoints.list}
        path="/calendar/absences"
        table={exportOnly(absenceEndpoints)}
        columns={[
          { key: 'personId', title: 'Away', render: (row) => nameOf(String(row.personId)) },
          { key: 'fromOn', title: 'From', sortable: true, render: (row) => <Day day={String(row.fromOn)} /> },
          { key: 'toOn', title: 'To', sortable: true, render: (row) => <Day day={String(row.toOn)} /> },
          { key: 'standInId', title: 'Stands in', render: (row) => nameOf(String(row.standInId)) },
          { key: 'ref', title: 'Reference', sortable: true },
        ]}
        empty={{
          title: 'Nobody is away',
          why: 'What is due does not wait for a holiday. Record yours, and name somebody who sees your tasks meanwhile.',
          example: {
            personId: 'Jonas Reiter',
            fromOn: '2026-12-21',
            toOn: '2027-01-04',
            standInId: 'Anna Berg',
            ref: 'ABS-0001',
          },
          action: add(false),
        }}
      />
      {adding && (
        <AskDialog
          title="Record an absence"
          fields={ABSENCE_FIELDS}
          initial={{ personId: actor.id }}
          endpoint={absenceEndpoints.create}
          verb="Record the absence"
          onClose={() => setAdding(false)}
          onDone={() => setAdding(false)}
        />
      )}
    </Page>
  );
}
