import { useNavigate } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { orgPath } from '#ui/links.tsx';
import { cardEndpoints } from '../contract.ts';

/** Begins a card; which AI system may be known already. */
export function BeginCard({
  systemId,
  onClose,
}: {
  readonly systemId?: string | undefined;
  readonly onClose: () => void;
}) {
  const navigate = useNavigate();
  return (
    <AskDialog<{ id: string }>
      title={t('Begin a system card')}
      explain={t(
        'It begins with what the register says of the AI system; nothing is public before somebody else publishes it.',
      )}
      fields={[
        ...(systemId
          ? []
          : [
              {
                key: 'systemId',
                label: t('AI system'),
                kind: 'record' as const,
                types: ['system'],
                required: true,
              },
            ]),
        {
          key: 'title',
          label: t('Title'),
          kind: 'text',
          required: true,
          help: t('The name by which users and affected people know it'),
        },
      ]}
      fixed={systemId ? { systemId } : {}}
      endpoint={cardEndpoints.create}
      verb={t('Begin the card')}
      onClose={onClose}
      onDone={({ id }) => void navigate(orgPath(`/cards/${id}`) as never)}
    />
  );
}
