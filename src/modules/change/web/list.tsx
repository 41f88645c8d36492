import { useNavigate } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useActor, useCommand } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { ActButton, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { systemChangeEndpoints } from '../contract.ts';
import { changeActs } from '../contract-acts.ts';
import { systemChangeLifecycle } from '../lifecycle.ts';
import { mayWriteChange } from '../policy.ts';
import { ChangeTabs } from './tabs.tsx';
import { PLANNED } from './words.ts';

/** Changes of AI systems: announced beforehand, or recognised in the log. */
export default function SystemChanges() {
  const names = useNames();
  const actor = useActor();
  const navigate = useNavigate();
  const look = useCommand(changeActs.recognise);
  const announce = (
    <ActButton
      decision={mayWriteChange(actor)}
      primary
      onClick={() => void navigate(orgPath('/changes/announce') as never)}
    >
      {t('Announce a change')}
    </ActButton>
  );
  return (
    <Page
      title={t('Changes')}
      clause="8.1, A.6.2.6"
      sentence={t(
        'Changes of AI systems and of what they rest on: announced beforehand, or recognised from the records themselves.',
      )}
      wide
      actions={
        <>
          <ActButton
            decision={mayWriteChange(actor)}
            loading={look.isPending}
            onClick={() => look.mutate({})}
          >
            {t('Look through the log now')}
          </ActButton>
          {announce}
        </>
      }
    >
      <ChangeTabs />
      {look.error && <ErrorView error={look.error} />}
      <div role="status" className="quiet meta">
        {look.data &&
          (look.data.recognised === 0
            ? t('The log shows nothing new.')
            : t('{recognised, plural, one {# change was} other {# changes were}} recognised.', {
                recognised: look.data.recognised,
              }))}
      </div>
      <RegisterList
        endpoint={systemChangeEndpoints.list}
        path="/changes"
        table={exportOnly(systemChangeEndpoints)}
        columns={[
          { key: 'title', title: t('What changed'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...systemChangeLifecycle.states[row.state as 'made']} />,
          },
          { key: 'planned', title: t('Intended'), render: (row) => t(PLANNED[row.planned as 'planned']) },
          {
            key: 'madeAt',
            title: t('Made'),
            sortable: true,
            render: (row) => <Day day={((row.day ?? row.madeAt) as string | null)?.slice(0, 10)} />,
          },
          { key: 'madeBy', title: t('By'), render: (row) => (row.madeBy ? names(row.madeBy as string) : '') },
          { key: 'systems', title: t('AI systems'), number: true },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(systemChangeLifecycle.states).map(([value, { label }]) => ({
              value,
              label,
            })),
          },
          {
            key: 'planned',
            title: t('Intended'),
            options: Object.entries(PLANNED).map(([value, label]) => ({ value, label })),
          },
        ]}
        empty={{
          title: t('No significant change yet'),
          why: t(
            'When a model, data, a supplier or the use of an AI system changes after somebody judged it, the change appears here by itself. An auditor asks how you notice such changes and what you looked at again because of them.',
          ),
          example: {
            title: t('MDL-0003 Applicant ranker: a model it uses got another version or origin'),
            state: t('Made without approval'),
            madeAt: t('Yesterday'),
            ref: 'CHG-0001',
          },
          action: announce,
        }}
      />
    </Page>
  );
}
