import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Actor } from '#kernel/policy.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useEndpoint, useOrg } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, VerdictMark } from '#ui/states.tsx';
import { conformityEndpoints } from '../contract.ts';
import { mayConfirm } from '../policy.ts';
import { type RequirementData, RequirementParts } from './requirement-parts.tsx';

/** One requirement: the sentence, the proof, the gaps with their fix, who confirmed it, its history. */
export default function RequirementPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const page = useEndpoint(conformityEndpoints.requirement, { id });
  return <Await query={page}>{(data) => <Shown data={data} />}</Await>;
}

function Shown({ data }: { readonly data: RequirementData }) {
  const { requirement: line } = data;
  return (
    <Page
      title={`${line.id} ${line.title}`}
      sentence={data.summary ?? undefined}
      actions={<Acts data={data} />}
    >
      <p style={{ margin: '0 0 4px' }}>
        <VerdictMark verdict={line.verdict} /> <span className="quiet">{data.basis}</span>
      </p>
      {line.because && <p className="read">{line.because}</p>}
      <RequirementParts data={data} />
      <p className="noprint">
        <OrgLink path={`/frameworks/iso-42001/${line.id}`}>This requirement in the library</OrgLink>
      </p>
    </Page>
  );
}

function Acts({ data }: { readonly data: RequirementData }) {
  const [asking, ask] = useState<'confirm' | 'override' | null>(null);
  const org = useOrg();
  const actor: Actor = { id: org?.personId ?? null, name: '', via: 'session', roles: org?.roles ?? [] };
  const { requirement: line } = data;
  const close = () => ask(null);
  return (
    <>
      {line.kind === 'clause' && (
        <ActButton primary decision={mayConfirm(actor)} onClick={() => ask('confirm')}>
          Confirm {line.id} as conforming
        </ActButton>
      )}
      <ActButton decision={mayConfirm(actor)} onClick={() => ask('override')}>
        Set another verdict beside it
      </ActButton>
      {asking === 'confirm' && (
        <AskDialog
          title={`Confirm ${line.id} as conforming`}
          explain="Your confirmation keeps what you see here. When these records change, it shows as confirmed on older facts. You answer for the parts that no register covers, too."
          endpoint={conformityEndpoints.confirm}
          fixed={{ id: line.id, seenAt: data.at }}
          fields={[
            { key: 'statement', label: 'On what do you base it?', kind: 'long', required: true },
            { key: 'expiresOn', label: 'It counts until', kind: 'date', help: 'Leave it empty for no end.' },
          ]}
          verb={`Confirm ${line.id}`}
          onDone={close}
          onClose={close}
        />
      )}
      {asking === 'override' && (
        <AskDialog
          title={`Set another verdict beside ${line.id}`}
          explain="The computed verdict stays and shows beside it. The number and age of overrides is an indicator of its own."
          endpoint={conformityEndpoints.override}
          fixed={{ id: line.id }}
          fields={[
            {
              key: 'verdict',
              label: 'Verdict',
              kind: 'select',
              required: true,
              options: choices(line.verdict),
            },
            { key: 'reason', label: 'Why does the computed verdict mislead?', kind: 'long', required: true },
            { key: 'until', label: 'Until', kind: 'date', required: true, help: 'Within a year.' },
          ]}
          verb="Set it beside"
          onDone={close}
          onClose={close}
        />
      )}
    </>
  );
}

/** What may be set: anything but what is computed, and never an exclusion. */
function choices(computed: Verdict) {
  return (Object.keys(verdicts) as Verdict[])
    .filter((verdict) => verdict !== computed && verdict !== 'excluded')
    .map((verdict) => ({ value: verdict, label: verdicts[verdict].label }));
}
