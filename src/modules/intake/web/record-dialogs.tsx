import { addMonths } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useToday } from '#ui/hooks.ts';
import { useRequestActs } from '../contract.ts';
import type { UseRequest } from './data.ts';

type Props = { readonly request: UseRequest; readonly onClose: () => void };

/** Approves or not, with the reason that whoever asked will read. */
export function DecideDialog({
  request,
  decision,
  onClose,
}: Props & { readonly decision: 'approve' | 'refuse' }) {
  const today = useToday();
  const common = {
    onClose,
    onDone: onClose,
    fixed: { id: request.id, version: request.version, decision },
    endpoint: useRequestActs.decide,
  };
  if (decision === 'refuse')
    return (
      <AskDialog
        {...common}
        title={t('Not approve the use')}
        explain={t('Whoever asked reads this. Say why, and what they can use instead.')}
        fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
        verb={t('Answer it')}
      />
    );
  return (
    <AskDialog
      {...common}
      title={t('Approve the use')}
      explain={
        request.systemId
          ? t('It is an AI system of the inventory already.')
          : t(
              'It becomes an AI system, proposed for the scope, unless you choose the one that it is already.',
            )
      }
      fields={[
        { key: 'reason', label: t('Reason'), kind: 'long', required: true },
        {
          key: 'conditions',
          label: t('Conditions'),
          kind: 'long',
          help:
            request.level === 'careful'
              ? t('One to a line. A use that needs a careful look has at least one.')
              : t('One to a line; whoever asked acknowledges them.'),
        },
        { key: 'validUntil', label: t('Until'), kind: 'date', required: true, help: t('Two years at most') },
        { key: 'systemId', label: t('AI system that it is already'), kind: 'record', types: ['system'] },
      ]}
      initial={{
        conditions: request.conditions.join('\n'),
        validUntil: addMonths(today, 12),
        systemId: request.systemId,
      }}
      prepare={({ conditions, systemId, ...rest }) => ({
        ...rest,
        conditions: String(conditions ?? '')
          .split('\n')
          .flatMap((line) => line.trim() || []),
        ...(systemId ? { systemId } : {}),
      })}
      verb={t('Approve the use')}
    />
  );
}

/** Asks whoever made the request. */
export function QuestionDialog({ request, onClose }: Props) {
  return (
    <AskDialog
      title={t('Ask back')}
      explain={t('Whoever asked finds your question on their page and answers it there.')}
      fields={[{ key: 'question', label: t('Question'), kind: 'long', required: true }]}
      fixed={{ id: request.id, version: request.version }}
      endpoint={useRequestActs.askBack}
      verb={t('Ask back')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}

/** Ends an approval. */
export function EndDialog({ request, onClose }: Props) {
  return (
    <AskDialog
      title={t('End the approval')}
      explain={t('The AI system stays in the inventory; decide on it there.')}
      fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
      fixed={{ id: request.id, version: request.version }}
      endpoint={useRequestActs.end}
      verb={t('End the approval')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
