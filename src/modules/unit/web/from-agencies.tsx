import { Button, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { Dialog } from '#ui/dialog.tsx';
import { useCommand } from '#ui/hooks.ts';
import { ErrorView } from '#ui/states.tsx';
import { unitActs } from '../contract.ts';

type Answer = OutputOf<typeof unitActs.fromAgencies>;

/** What would be made is shown first, and made by a second press. */
export function FromAgencies({ onClose }: { readonly onClose: () => void }) {
  const [bureaus, setBureaus] = useState(true);
  const [preview, setPreview] = useState<Answer | null>(null);
  const command = useCommand(unitActs.fromAgencies);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the choice changes
  useEffect(() => {
    setPreview(null);
    command.mutate({ preview: true, bureaus }, { onSuccess: setPreview });
  }, [bureaus]);
  return (
    <Dialog onClose={onClose} title={<strong>{t('Make units of imported agencies')}</strong>} size="lg">
      <p className="quiet" style={{ marginTop: 0 }}>
        {t(
          'AI systems that somebody already put into a unit stay there. A unit that is there under the same name is used.',
        )}
      </p>
      <Switch
        checked={bureaus}
        onChange={(event) => setBureaus(event.currentTarget.checked)}
        label={t('A unit of its own for each bureau, below its agency')}
        mb={12}
      />
      {command.error && <ErrorView error={command.error} />}
      {preview && (
        <div role="status">
          <p>
            {t(
              '{made, plural, one {# new unit} other {# new units}}; {systems, plural, one {# AI system goes} other {# AI systems go}} into a unit.',
              {
                made: preview.made,
                systems: preview.systems,
              },
            )}
          </p>
          <ul className="refused">
            {preview.units.map((each) => (
              <li key={`${each.under ?? ''} ${each.name}`}>
                {each.under && <span className="quiet">{each.under} › </span>}
                {each.name}: {each.systems}
                {!each.isNew && <span className="quiet"> {t('· is there already')}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          loading={command.isPending}
          disabled={!preview || preview.systems === 0}
          onClick={() => command.mutate({ preview: false, bureaus }, { onSuccess: onClose })}
        >
          {t('Make the units')}
        </Button>
      </div>
    </Dialog>
  );
}
