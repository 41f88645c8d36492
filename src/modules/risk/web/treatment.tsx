import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { Neighbour } from '#kernel/register.ts';
import { currentOrg, request, shownDay } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { treatmentActs, treatmentEndpoints } from '../contract.ts';
import { treatmentLifecycle } from '../lifecycle.ts';
import { mayApproveTreatment, mayWriteRisk } from '../policy.ts';
import { TREATMENT_FIELDS } from './words.ts';

type Treatment = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly state: keyof typeof treatmentLifecycle.states;
};

/** One measure: its controls, its approval by a second person, its end. */
export default function TreatmentRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(treatmentEndpoints.get, { id });
  return <Await query={query as never}>{(treatment: Treatment) => <Shown treatment={treatment} />}</Await>;
}

function Shown({ treatment }: { readonly treatment: Treatment }) {
  const actor = useActor();
  const [act, setAct] = useState<'finish' | 'cancel' | null>(null);
  const approve = useCommand(treatmentActs.approve);
  const seen = { id: treatment.id, version: treatment.version };
  const open = treatment.state === 'proposed' || treatment.state === 'approved';
  const write = open ? mayWriteRisk(actor) : { allowed: false as const, reason: t('It is finished.') };
  return (
    <Page
      title={treatment.title}
      sentence={t('{ref} · version {version}', { ref: treatment.ref, version: treatment.version })}
      actions={
        <>
          {treatment.state === 'proposed' && (
            <ActButton
              decision={mayApproveTreatment(actor)}
              primary
              loading={approve.isPending}
              onClick={() => approve.mutate(seen)}
            >
              {t('Approve the treatment')}
            </ActButton>
          )}
          {treatment.state === 'approved' && (
            <ActButton decision={write} primary onClick={() => setAct('finish')}>
              {t('Report as done')}
            </ActButton>
          )}
          {open && (
            <ActButton decision={write} onClick={() => setAct('cancel')}>
              {t('Cancel it')}
            </ActButton>
          )}
        </>
      }
    >
      {approve.error && <ErrorView error={approve.error} />}
      <p>
        <StateMark {...treatmentLifecycle.states[treatment.state]} />
      </p>
      <div className="two">
        <EditableFields
          record={treatment}
          fields={TREATMENT_FIELDS}
          update={treatmentEndpoints.update}
          decision={write}
        />
        <div>
          <Controls id={treatment.id} editable={write.allowed} />
          <Connected endpoint={treatmentEndpoints.linked} id={treatment.id} />
          <EvidenceOf id={treatment.id} canAdd={mayWriteRisk(actor)} />
          <History endpoint={treatmentEndpoints.history} id={treatment.id} />
        </div>
      </div>
      {act && (
        <AskDialog
          title={act === 'finish' ? t('Report the treatment as done') : t('Cancel the treatment')}
          fields={[
            {
              key: act === 'finish' ? 'outcome' : 'reason',
              label: act === 'finish' ? t('What was done, and what it changed') : t('Reason'),
              kind: 'long',
              required: true,
            },
          ]}
          fixed={seen}
          endpoint={act === 'finish' ? treatmentActs.finish : treatmentActs.cancel}
          verb={act === 'finish' ? t('Report as done') : t('Cancel it')}
          onClose={() => setAct(null)}
          onDone={() => setAct(null)}
        />
      )}
    </Page>
  );
}

/** Which controls carry the measure out; they are read by address, so that this register needs not know theirs. */
function Controls({ id, editable }: { readonly id: string; readonly editable: boolean }) {
  const all = useQuery({
    queryKey: [currentOrg(), shownDay(), 'control-choices'],
    queryFn: () =>
      request<{ rows: { id: string; annexId: string | null; title: string; ref: string }[] }>(
        `/api/orgs/${currentOrg()}/controls?limit=500`,
      ),
  });
  const linked = useEndpoint(treatmentEndpoints.linked, { id });
  const save = useCommand(treatmentActs.setControls);
  const chosen = ((linked.data?.neighbours ?? []) as readonly Neighbour[])
    .filter((each) => each.kind === 'treatment-uses')
    .map((each) => each.id);
  return (
    <Aside title={t('Controls')}>
      {save.error && <ErrorView error={save.error} />}
      <MultiSelect
        aria-label={t('Controls of the treatment')}
        data={(all.data?.rows ?? []).map((each) => ({
          value: each.id,
          label: `${each.annexId ?? each.ref} ${each.title}`,
        }))}
        value={chosen}
        disabled={!editable || shownDay() !== null}
        searchable
        placeholder={chosen.length === 0 ? t('Choose the controls it needs') : ''}
        onChange={(controlIds) => save.mutate({ id, controlIds })}
      />
      <p className="quiet" style={{ fontSize: 12, margin: '6px 0 0' }}>
        {t('Once approved, these controls are in the Statement of Applicability because of this risk.')}
      </p>
    </Aside>
  );
}
