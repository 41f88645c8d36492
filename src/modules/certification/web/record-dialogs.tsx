import { useState } from 'react';
import { addDays, addMonths } from '#kernel/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useToday } from '#ui/hooks.ts';
import { certificationActs as acts, certificationAuditEndpoints } from '../contract.ts';
import { auditKinds } from '../words.ts';
import { type Certification, choices, filled } from './data.ts';

export type ActName = 'contract' | 'grant' | 'renew' | 'suspend' | 'restore' | 'withdraw' | 'giveUp' | 'plan';

const REASON: Field = { key: 'reason', label: 'Reason', kind: 'long', required: true };
const CERTIFICATE: readonly Field[] = [
  { key: 'certificateNumber', label: 'Number of the certificate', kind: 'text', required: true },
  { key: 'decidedOn', label: 'Day of the decision', kind: 'date', required: true },
  {
    key: 'validUntil',
    label: 'Valid until',
    kind: 'date',
    required: true,
    help: 'As it stands on the certificate; three years at most',
  },
];

/** The dialog of an act on a certification. */
export function ActDialog({
  act,
  it,
  onClose,
}: {
  readonly act: ActName;
  readonly it: Certification;
  readonly onClose: () => void;
}) {
  const today = useToday();
  const [day] = useState(today);
  const common = { onClose, onDone: onClose, fixed: { id: it.id, version: it.version } };
  const certificate = { decidedOn: day, validUntil: addDays(addMonths(day, 36), -1) };
  switch (act) {
    case 'plan':
      return (
        <AskDialog
          {...common}
          fixed={{ certificationId: it.id }}
          title="Plan an audit of the body"
          fields={[
            { key: 'kind', label: 'Kind', kind: 'select', required: true, options: choices(auditKinds) },
            { key: 'plannedFrom', label: 'From', kind: 'date' },
            { key: 'plannedTo', label: 'To', kind: 'date' },
            { key: 'leadAuditor', label: 'Lead auditor', kind: 'text' },
            { key: 'timeTenths', label: 'Audit time in tenths of a day', kind: 'number' },
          ]}
          initial={{ kind: it.state === 'contracted' ? 'stage-1' : 'surveillance-1' }}
          endpoint={certificationAuditEndpoints.create}
          verb="Plan it"
        />
      );
    case 'contract':
      return (
        <AskDialog
          {...common}
          title="Record the contract"
          fields={[
            { key: 'contractOn', label: 'Signed on', kind: 'date', required: true },
            { key: 'contract', label: 'Reference', kind: 'text' },
          ]}
          initial={{ contractOn: day }}
          prepare={filled}
          endpoint={acts.contract}
          verb="Record the contract"
        />
      );
    case 'grant':
    case 'renew':
      return (
        <AskDialog
          {...common}
          title={act === 'grant' ? 'Record the certificate' : 'Record the recertification'}
          explain="What the certification body decided. The days of surveillance and recertification are computed from the decision. Add the certificate as evidence."
          fields={CERTIFICATE}
          initial={certificate}
          endpoint={acts[act]}
          verb={act === 'grant' ? 'Record the certificate' : 'Record the recertification'}
        />
      );
    case 'suspend':
      return (
        <AskDialog
          {...common}
          title="Record the suspension"
          explain="While it lasts, do not refer to the certificate. Six months as a rule, then it is withdrawn or its scope reduced."
          fields={[{ key: 'suspendedOn', label: 'Since', kind: 'date', required: true }, REASON]}
          initial={{ suspendedOn: day }}
          endpoint={acts.suspend}
          verb="Record the suspension"
        />
      );
    case 'withdraw':
      return (
        <AskDialog
          {...common}
          title="Record the withdrawal"
          explain="The file stays as it is. A new certification begins with a new file."
          fields={[{ key: 'endedOn', label: 'On', kind: 'date', required: true }, REASON]}
          initial={{ endedOn: day }}
          endpoint={acts.withdraw}
          verb="Record the withdrawal"
        />
      );
    default:
      return (
        <AskDialog
          {...common}
          title={act === 'restore' ? 'Record the end of the suspension' : 'Give the certification up'}
          fields={[REASON]}
          endpoint={act === 'restore' ? acts.restore : acts.giveUp}
          verb={act === 'restore' ? 'Record it' : 'Give it up'}
        />
      );
  }
}
