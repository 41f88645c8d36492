import { t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { PlainList } from '#ui/plain-register.tsx';
import { ActButton, ErrorView } from '#ui/states.tsx';
import { harmonisedActs } from '../own-contract.ts';
import { mayWriteFramework } from '../policy.ts';
import { harmonisedRegister } from './own-registers.ts';

/** The list, below what nobody may forget about it; what the authors found can be taken over. */
export default function HarmonisedList() {
  return <PlainList register={harmonisedRegister} notice={<Notice />} />;
}

function Notice() {
  const known = useEndpoint(harmonisedActs.known, {});
  const adopt = useCommand(harmonisedActs.adopt);
  const actor = useActor();
  if (!known.data) return null;
  const open = known.data.known.filter((each) => !each.taken);
  return (
    <div className="read" style={{ marginBottom: 16 }}>
      {adopt.error && <ErrorView error={adopt.error} />}
      <p style={{ marginTop: 0 }}>▲ {known.data.notice}</p>
      {open.length > 0 && (
        <>
          <p className="quiet">
            {t(
              'The authors found {open}. These are secondary sources: look yourself before you decide anything.',
              {
                open: open
                  .map((each) =>
                    t('{reference} (looked on {lookedOn})', {
                      reference: each.reference,
                      lookedOn: each.lookedOn,
                    }),
                  )
                  .join(', '),
              },
            )}
          </p>
          <ActButton
            decision={mayWriteFramework(actor)}
            loading={adopt.isPending}
            onClick={() => adopt.mutate({})}
          >
            {t('Take over what the authors found')}
          </ActButton>
        </>
      )}
    </div>
  );
}
