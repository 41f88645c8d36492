import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { gapEndpoints } from '#modules/gap/contract.ts';
import { Dialog } from '#ui/dialog.tsx';
import { useCommand, useEndpoint } from '#ui/hooks.ts';
import { Await, ErrorView } from '#ui/states.tsx';
import { planEndpoints } from '../contract.ts';

const OPEN = ['build', 'finish', 'no-record', 'divided', 'find-out'];

/** Gaps of the gap analysis, to be taken into the plan as activities of their own. */
export function TakeGaps({ planId, onClose }: { readonly planId: string; readonly onClose: () => void }) {
  const result = useEndpoint(gapEndpoints.result, {});
  const take = useCommand(planEndpoints.takeGaps);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <Dialog onClose={onClose} title={<strong>{t('Take gaps into the plan')}</strong>} size="lg">
      {take.error && <ErrorView error={take.error} />}
      <p className="quiet" style={{ marginTop: 0 }}>
        {t(
          'Each becomes an activity of the design phase, done when the records of its requirement are complete. Those the plan has already are left alone.',
        )}
      </p>
      <Await query={result}>
        {({ lines }) => {
          const gaps = lines.filter((line) => OPEN.includes(line.gap));
          return gaps.length === 0 ? (
            <p>{t('The gap analysis has no open gap. Ask people first.')}</p>
          ) : (
            <div className="gap-choices">
              {gaps.map((line) => (
                <Checkbox
                  key={line.id}
                  checked={chosen.includes(line.id)}
                  onChange={() => toggle(line.id)}
                  label={`${line.id} ${line.title}`}
                  description={line.sentence}
                />
              ))}
            </div>
          );
        }}
      </Await>
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          loading={take.isPending}
          onClick={() => take.mutate({ id: planId, requirementIds: [...chosen] }, { onSuccess: onClose })}
        >
          {t('Take {chosen} into the plan', { chosen: chosen.length })}
        </Button>
      </div>
    </Dialog>
  );
}
