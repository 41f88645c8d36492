import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { EditableFields } from '#ui/record-parts.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import { organisationActs } from '../contract.ts';
import { mayChangeSettings, maySwitchFourEyes } from '../policy.ts';
import { MailSection, Witnesses } from './mail.tsx';
import { SignInRules } from './sign-in-rules.tsx';

const SECTORS = {
  healthcare: 'Healthcare',
  'financial-services': 'Financial services',
  insurance: 'Insurance',
  telecom: 'Telecommunications',
  government: 'Government',
  defence: 'Defence',
  automotive: 'Automotive',
  manufacturing: 'Manufacturing',
  technology: 'Technology',
};
const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

type Organisation = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly singlePersonReason: string | null;
  readonly witnesses: readonly string[];
  readonly secondFactorFrom: string | null;
  readonly stepUpMinutes: number | null;
};

/** The organisation's own settings. */
export default function Settings() {
  const actor = useActor();
  const [asking, setAsking] = useState(false);
  const query = useEndpoint(organisationActs.get, {});
  return (
    <Await query={query as never}>
      {(organisation: Organisation) => (
        <Page title="Organisation" sentence="What every rule takes for granted.">
          <div className="read">
            <EditableFields
              record={organisation}
              fields={[
                { key: 'name', label: 'Name', kind: 'text', required: true },
                {
                  key: 'timeZone',
                  label: 'Time zone',
                  kind: 'text',
                  required: true,
                  help: 'The day of every rule ends there',
                },
                { key: 'sectors', label: 'Sectors', kind: 'many', options: options(SECTORS) },
                { key: 'people', label: 'People', kind: 'number' },
                {
                  key: 'bodyKind',
                  label: 'Kind of body',
                  kind: 'select',
                  options: options({
                    'public-authority': 'Public authority',
                    'public-law-body': 'Body governed by public law',
                    'private-public-services': 'Private, provides public services',
                    'private-other': 'Private',
                  }),
                },
                {
                  key: 'establishment',
                  label: 'Established',
                  kind: 'select',
                  options: options({ union: 'In the Union', 'third-country': 'Outside the Union' }),
                },
              ]}
              update={organisationActs.update}
              decision={mayChangeSettings(actor)}
            />
            <Witnesses organisation={organisation} />
            <SignInRules organisation={organisation} />
            <MailSection />
            <Section
              title="Four eyes"
              actions={
                <ActButton decision={maySwitchFourEyes(actor)} onClick={() => setAsking(true)}>
                  {organisation.singlePersonReason ? 'Change' : 'Allow single-person approval'}
                </ActButton>
              }
            >
              <p>
                {organisation.singlePersonReason
                  ? `▲ One person may prepare and approve: ${organisation.singlePersonReason}`
                  : 'Whoever prepares does not approve. A very small organisation can record why one person must do both; it then shows on every such approval.'}
              </p>
            </Section>
          </div>
          {asking && (
            <AskDialog
              title="Single-person approval"
              explain="Leave the reason empty to go back to four eyes."
              fields={[{ key: 'reason', label: 'Why one person must prepare and approve', kind: 'long' }]}
              initial={{ reason: organisation.singlePersonReason }}
              fixed={{ version: organisation.version }}
              endpoint={organisationActs.singlePerson}
              verb="Record it"
              onClose={() => setAsking(false)}
              onDone={() => setAsking(false)}
            />
          )}
        </Page>
      )}
    </Await>
  );
}
