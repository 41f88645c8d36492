import { useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor } from '#ui/hooks.ts';
import { ActButton } from '#ui/states.tsx';
import { conformityEndpoints } from '../contract.ts';
import { mayConfirm, mayWithdraw } from '../policy.ts';
import type { RequirementData } from './data.ts';

type Act = 'confirm' | 'withdraw' | 'override' | 'end';
type Asked = {
  readonly title: string;
  readonly explain: string;
  readonly endpoint: Endpoint;
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly fields: readonly Field[];
  readonly verb: string;
};

/** What a person may say of a requirement: confirm it, take that back, set another verdict beside it, end that. */
export function RequirementActs({ data }: { readonly data: RequirementData }) {
  const [asking, ask] = useState<Act | null>(null);
  const actor = useActor();
  const { requirement: line } = data;
  const { confirmed, override } = line;
  const close = () => ask(null);
  return (
    <>
      {line.kind === 'clause' && (
        <ActButton primary={line.openGaps === 0} decision={mayConfirm(actor)} onClick={() => ask('confirm')}>
          {t('Confirm {id} as conforming', { id: line.id })}
        </ActButton>
      )}
      {confirmed.id && (
        <ActButton decision={mayWithdraw(actor, confirmed.by)} onClick={() => ask('withdraw')}>
          {t('Withdraw the confirmation')}
        </ActButton>
      )}
      {override ? (
        <ActButton decision={mayConfirm(actor)} onClick={() => ask('end')}>
          {t('End the override')}
        </ActButton>
      ) : (
        <ActButton decision={mayConfirm(actor)} onClick={() => ask('override')}>
          {t('Set another verdict beside it')}
        </ActButton>
      )}
      {asking && <AskDialog {...askedFor(asking, data)} onDone={close} onClose={close} />}
    </>
  );
}

const WHY: Field = { key: 'reason', label: msg('Why'), kind: 'long', required: true };

function askedFor(act: Act, data: RequirementData): Asked {
  const { requirement: line } = data;
  switch (act) {
    case 'confirm':
      return {
        title: t('Confirm {id} as conforming', { id: line.id }),
        explain: t(
          'Your confirmation keeps what you see here. When these records change, it shows as confirmed on older facts. You answer for the parts that no register covers, too.',
        ),
        endpoint: conformityEndpoints.confirm,
        fixed: { id: line.id, seenAt: data.at },
        fields: [
          { key: 'statement', label: t('On what do you base it?'), kind: 'long', required: true },
          {
            key: 'expiresOn',
            label: t('It counts until'),
            kind: 'date',
            help: t('Leave it empty for no end.'),
          },
        ],
        verb: t('Confirm {id}', { id: line.id }),
      };
    case 'withdraw':
      return {
        title: t('Withdraw the confirmation of {id}', { id: line.id }),
        explain: t(
          'The requirement counts as not confirmed. The confirmation and your reason stay in the history.',
        ),
        endpoint: conformityEndpoints.withdraw,
        fixed: { id: line.confirmed.id, version: line.confirmed.version },
        fields: [WHY],
        verb: t('Withdraw it'),
      };
    case 'override':
      return {
        title: t('Set another verdict beside {id}', { id: line.id }),
        explain: t(
          'The computed verdict stays and shows beside it. The number and age of overrides is an indicator of its own.',
        ),
        endpoint: conformityEndpoints.override,
        fixed: { id: line.id },
        fields: [
          {
            key: 'verdict',
            label: t('Verdict'),
            kind: 'select',
            required: true,
            options: choices(line.verdict),
          },
          { key: 'reason', label: t('Why does the computed verdict mislead?'), kind: 'long', required: true },
          { key: 'until', label: t('Until'), kind: 'date', required: true, help: t('Within a year.') },
        ],
        verb: t('Set it beside'),
      };
    case 'end':
      return {
        title: t('End the override of {id}', { id: line.id }),
        explain: t(
          'The computed verdict stands alone again. The override and your reason stay in the history.',
        ),
        endpoint: conformityEndpoints.endOverride,
        fixed: { id: line.override?.id, version: line.override?.version },
        fields: [WHY],
        verb: t('End it'),
      };
  }
}

/** What may be set: anything but what is computed, and never an exclusion. */
function choices(computed: Verdict) {
  return (Object.keys(verdicts) as Verdict[])
    .filter((verdict) => verdict !== computed && verdict !== 'excluded')
    .map((verdict) => ({ value: verdict, label: t(verdicts[verdict].label) }));
}
