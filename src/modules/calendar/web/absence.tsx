import { useNavigate, useParams } from '@tanstack/react-router';
import { msg, t } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { EditableFields, History } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { absenceEndpoints } from '../contract.ts';
import { mayWriteAbsence } from '../policy.ts';

export const ABSENCE_FIELDS: readonly Field[] = [
  { key: 'personId', label: msg('Who is away'), kind: 'person', required: true },
  { key: 'fromOn', label: msg('First day'), kind: 'date', required: true },
  { key: 'toOn', label: msg('Last day'), kind: 'date', required: true },
  { key: 'standInId', label: msg('Who stands in'), kind: 'person', required: true },
  {
    key: 'note',
    label: msg('Note'),
    kind: 'text',
    help: msg('No reasons that are private: everybody here reads it'),
  },
];

type Absence = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly personId: string;
};

/** One absence: its days and stand-in. */
export default function AbsenceRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(absenceEndpoints.get, { id });
  return <Await query={query as never}>{(absence: Absence) => <Shown absence={absence} />}</Await>;
}

function Shown({ absence }: { readonly absence: Absence }) {
  const decision = mayWriteAbsence(useActor(), absence);
  const nameOf = useNames();
  const navigate = useNavigate();
  const remove = useCommand(absenceEndpoints.remove);
  return (
    <Page
      title={t('Absence of {personId}', { personId: nameOf(absence.personId) })}
      sentence={absence.ref}
      actions={
        <ActButton
          decision={decision}
          loading={remove.isPending}
          onClick={() =>
            remove.mutate(
              { id: absence.id, version: absence.version },
              { onSuccess: () => void navigate(orgPath('/calendar/absences') as never) },
            )
          }
        >
          {t('Take the absence back')}
        </ActButton>
      }
    >
      {remove.error && <ErrorView error={remove.error} />}
      <div className="two">
        <EditableFields
          record={absence}
          fields={ABSENCE_FIELDS.filter((field) => field.key !== 'personId')}
          update={absenceEndpoints.update}
          decision={decision}
        />
        <History endpoint={absenceEndpoints.history} id={absence.id} />
      </div>
    </Page>
  );
}
