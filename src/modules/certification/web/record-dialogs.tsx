import { useState } from 'react';
import { addDays, addMonths } from '#kernel/days.ts';
import { msg, t } from '#kernel/language.ts';
import { AskDialog, withoutEmpty } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useToday } from '#ui/hooks.ts';
import { certificationActs as acts, certificationAuditEndpoints } from '../contract.ts';
import { auditKinds } from '../words.ts';
import { type Certification, choices } from './data.ts';

export type ActName = 'contract' | 'grant' | 'renew' | 'suspend' | 'restore' | 'withdraw' | 'giveUp' | 'plan';

const REASON: Field = { key: 'reason', label: msg('Reason'), kind: 'long', required: true };
const CERTIFICATE: readonly Field[] = [
  { key: 'certificateNumber', label: msg('Number of the certificate'), kind: 'text', required: true },
  { key: 'decidedOn', label: msg('Day of the decision'), kind: 'date', required: true },
  {
    key: 'validUntil',
    label: msg('Valid until'),
    kind: 'date',
    required: true,
    help: msg('As it stands on the certificate; three years at most'),
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
          title={t('Plan an audit of the body')}
          fields={[
            { key: 'kind', label: t('Kind'), kind: 'select', required: true, options: choices(auditKinds) },
            { key: 'plannedFrom', label: t('From'), kind: 'date' },
            { key: 'plannedTo', label: t('To'), kind: 'date' },
            { key: 'leadAuditor', label: t('Lead auditor'), kind: 'text' },
            { key: 'timeTenths', label: t('Audit time in tenths of a day'), kind: 'number' },
          ]}
          initial={{ kind: it.state === 'contracted' ? 'stage-1' : 'surveillance-1' }}
          endpoint={certificationAuditEndpoints.create}
          verb={t('Plan it')}
        />
      );
    case 'contract':
      return (
        <AskDialog
          {...common}
          title={t('Record the contract')}
          fields={[
            { key: 'contractOn', label: t('Signed on'), kind: 'date', required: true },
            { key: 'contract', label: t('Reference'), kind: 'text' },
          ]}
          initial={{ contractOn: day }}
          prepare={withoutEmpty}
          endpoint={acts.contract}
          verb={t('Record the contract')}
        />
      );
    case 'grant':
    case 'renew':
      return (
        <AskDialog
          {...common}
          title={act === 'grant' ? t('Record the certificate') : t('Record the recertification')}
          explain={t(
            'What the certification body decided. The days of surveillance and recertification are computed from the decision. Add the certificate as evidence.',
          )}
          fields={CERTIFICATE}
          initial={certificate}
          endpoint={acts[act]}
          verb={act === 'grant' ? t('Record the certificate') : t('Record the recertification')}
        />
      );
    case 'suspend':
      return (
        <AskDialog
          {...common}
          title={t('Record the suspension')}
          explain={t(
            'While it lasts, do not refer to the certificate. Six months as a rule, then it is withdrawn or its scope reduced.',
          )}
          fields={[{ key: 'suspendedOn', label: t('Since'), kind: 'date', required: true }, REASON]}
          initial={{ suspendedOn: day }}
          endpoint={acts.suspend}
          verb={t('Record the suspension')}
        />
      );
    case 'withdraw':
      return (
        <AskDialog
          {...common}
          title={t('Record the withdrawal')}
          explain={t('The file stays as it is. A new certification begins with a new file.')}
          fields={[{ key: 'endedOn', label: t('On'), kind: 'date', required: true }, REASON]}
          initial={{ endedOn: day }}
          endpoint={acts.withdraw}
          verb={t('Record the withdrawal')}
        />
      );
    default:
      return (
        <AskDialog
          {...common}
          title={act === 'restore' ? t('Record the end of the suspension') : t('Give the certification up')}
          fields={[REASON]}
          endpoint={act === 'restore' ? acts.restore : acts.giveUp}
          verb={act === 'restore' ? t('Record it') : t('Give it up')}
        />
      );
  }
}
