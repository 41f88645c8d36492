import { useState } from 'react';
import type { Branding } from '#kernel/branding.ts';
import type { AuditException } from '#kernel/impartiality.ts';
import { msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { EditableFields } from '#ui/record-parts.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import { organisationActs } from '../organisation-contract.ts';
import { mayChangeSettings, maySwitchFourEyes } from '../policy.ts';
import { Look } from './branding.tsx';
import { Impartiality } from './impartiality.tsx';
import { LANGUAGES } from './languages.ts';
import { MailSection, Witnesses } from './mail.tsx';
import { SignInRules } from './sign-in-rules.tsx';

const SECTORS = {
  healthcare: msg('Healthcare'),
  'financial-services': msg('Financial services'),
  insurance: msg('Insurance'),
  telecom: msg('Telecommunications'),
  government: msg('Government'),
  defence: msg('Defence'),
  automotive: msg('Automotive'),
  manufacturing: msg('Manufacturing'),
  technology: msg('Technology'),
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
  readonly branding: Branding | null;
  readonly advisedYears: number | null;
  readonly auditExceptions: readonly AuditException[] | null;
};

/** The organisation's own settings. */
export default function Settings() {
  const actor = useActor();
  const [asking, setAsking] = useState(false);
  const query = useEndpoint(organisationActs.get, {});
  return (
    <Await query={query as never}>
      {(organisation: Organisation) => (
        <Page title={t('Organisation')} sentence={t('What every rule takes for granted.')}>
          <div className="read">
            <EditableFields
              record={organisation}
              fields={[
                { key: 'name', label: t('Name'), kind: 'text', required: true },
                {
                  key: 'language',
                  label: t('Language of messages'),
                  kind: 'select',
                  options: LANGUAGES,
                  help: t('For people who chose none themselves, and for people outside. Empty: English'),
                },
                {
                  key: 'timeZone',
                  label: t('Time zone'),
                  kind: 'text',
                  required: true,
                  help: t('The day of every rule ends there'),
                },
                { key: 'sectors', label: t('Sectors'), kind: 'many', options: options(SECTORS) },
                { key: 'people', label: t('People'), kind: 'number' },
                {
                  key: 'bodyKind',
                  label: t('Kind of body'),
                  kind: 'select',
                  options: options({
                    'public-authority': t('Public authority'),
                    'public-law-body': t('Body governed by public law'),
                    'private-public-services': t('Private, provides public services'),
                    'private-other': t('Private'),
                  }),
                },
                {
                  key: 'establishment',
                  label: t('Established'),
                  kind: 'select',
                  options: options({ union: t('In the Union'), 'third-country': t('Outside the Union') }),
                },
              ]}
              update={organisationActs.update}
              decision={mayChangeSettings(actor)}
            />
            <Witnesses organisation={organisation} />
            <SignInRules organisation={organisation} />
            <Look organisation={organisation} />
            <Impartiality organisation={organisation} />
            <MailSection />
            <Section
              title={t('Four eyes')}
              actions={
                <ActButton decision={maySwitchFourEyes(actor)} onClick={() => setAsking(true)}>
                  {organisation.singlePersonReason ? t('Change') : t('Allow single-person approval')}
                </ActButton>
              }
            >
              <p>
                {organisation.singlePersonReason
                  ? t('▲ One person may prepare and approve: {singlePersonReason}', {
                      singlePersonReason: organisation.singlePersonReason,
                    })
                  : t(
                      'Whoever prepares does not approve. A very small organisation can record why one person must do both; it then shows on every such approval.',
                    )}
              </p>
            </Section>
          </div>
          {asking && (
            <AskDialog
              title={t('Single-person approval')}
              explain={t('Leave the reason empty to go back to four eyes.')}
              fields={[{ key: 'reason', label: t('Why one person must prepare and approve'), kind: 'long' }]}
              initial={{ reason: organisation.singlePersonReason }}
              fixed={{ version: organisation.version }}
              endpoint={organisationActs.singlePerson}
              verb={t('Record it')}
              onClose={() => setAsking(false)}
              onDone={() => setAsking(false)}
            />
          )}
        </Page>
      )}
    </Await>
  );
}
