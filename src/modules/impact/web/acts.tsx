import { msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { impactActs } from '../acts.ts';
import { DECISIONS, options } from './words.ts';

export type Act = 'submit' | 'sendBack' | 'approve' | 'review' | 'watch' | 'redo' | 'discard';

const REASON: Field = { key: 'reason', label: msg('Reason'), kind: 'long', required: true };

const TEXTS = {
  submit: {
    title: msg('Hand it in for review'),
    explain: msg('Nothing is changed from then on until it is sent back.'),
    fields: [],
    endpoint: impactActs.submit,
  },
  sendBack: {
    title: msg('Send it back'),
    explain: msg('It becomes a draft again.'),
    fields: [{ ...REASON, label: msg('What is missing') }],
    endpoint: impactActs.sendBack,
  },
  approve: {
    title: msg('Approve the assessment'),
    explain: msg('It is frozen and sealed by a checkpoint, and replaces the version before.'),
    fields: [
      {
        key: 'decision',
        label: msg('Decision'),
        kind: 'select',
        required: true,
        options: options(DECISIONS),
      },
      { ...REASON, label: msg('Reason, and conditions') },
      { key: 'reviewOn', label: msg('Next review'), kind: 'date', help: msg('Empty: by your criteria') },
    ],
    endpoint: impactActs.approve,
  },
  review: {
    title: msg('Say that it still holds'),
    explain: msg(
      'You looked again at answers and impacts and found nothing that changes them. The next review is set by your criteria.',
    ),
    fields: [REASON],
    endpoint: impactActs.review,
  },
  watch: {
    title: msg('Put it under watch'),
    explain: msg('From then on its indicators are looked at by those who are named.'),
    fields: [],
    endpoint: impactActs.watch,
  },
  redo: {
    title: msg('Begin the next version'),
    explain: msg(
      'Answers and impacts are taken over and marked. Acceptance, advice and decision are asked anew.',
    ),
    fields: [{ key: 'because', label: msg('What changed'), kind: 'long', required: true }],
    endpoint: impactActs.redo,
  },
  discard: {
    title: msg('Discard this draft'),
    explain: msg('Its answers and impacts leave the register; the history stays.'),
    fields: [],
    endpoint: impactActs.discard,
  },
} as const;

/** The dialog of one act on an assessment. */
export function ImpactDialog({
  act,
  impact,
  problems,
  onClose,
  onDone,
}: {
  readonly act: Act;
  readonly impact: { readonly id: string; readonly version: number };
  readonly problems: readonly string[];
  readonly onClose: () => void;
  readonly onDone: (result: { readonly id: string }) => void;
}) {
  const text = TEXTS[act];
  const warn =
    act === 'approve' && problems.length > 0
      ? ` ${t('Before a go: {problems}', { problems: problems.join(' ') })}`
      : '';
  return (
    <AskDialog<{ id: string }>
      title={text.title}
      explain={text.explain + warn}
      fields={text.fields as readonly Field[]}
      fixed={act === 'redo' ? { id: impact.id } : { id: impact.id, version: impact.version }}
      endpoint={text.endpoint}
      verb={text.title}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
