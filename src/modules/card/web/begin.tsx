import { useNavigate } from '@tanstack/react-router';
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
      title="Begin a system card"
      explain="It begins with what the register says of the AI system; nothing is public before somebody else publishes it."
      fields={[
        ...(systemId
          ? []
          : [
              {
                key: 'systemId',
                label: 'AI system',
                kind: 'record' as const,
                types: ['system'],
                required: true,
              },
            ]),
        {
          key: 'title',
          label: 'Title',
          kind: 'text',
          required: true,
          help: 'The name by which users and affected people know it',
        },
      ]}
      fixed={systemId ? { systemId } : {}}
      endpoint={cardEndpoints.create}
      verb="Begin the card"
      onClose={onClose}
      onDone={({ id }) => void navigate(orgPath(`/cards/${id}`) as never)}
    />
  );
}
