import { Button, FileButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Branding } from '#kernel/branding.ts';
import { t } from '#kernel/language.ts';
import { addressOf, call } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, ErrorView } from '#ui/states.tsx';
import { organisationActs } from '../organisation-contract.ts';
import { mayChangeSettings } from '../policy.ts';

/** In which dress documents leave the house. */
export function Look({
  organisation,
}: {
  readonly organisation: {
    readonly version: number;
    readonly name?: unknown;
    readonly branding: Branding | null;
  };
}) {
  const may = mayChangeSettings(useActor());
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const off = useCommand(organisationActs.removeLogo);
  const look = organisation.branding;
  const send = async (file: File | null) => {
    if (!file) return;
    setError(null);
    try {
      await call(organisationActs.logo, { alt: String(organisation.name ?? 'Logo') }, file);
      await client.invalidateQueries();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Section
      title={t('Look of exported documents')}
      actions={
        <ActButton decision={may} onClick={() => setAsking(true)}>
          {t('Change the look')}
        </ActButton>
      }
    >
      {error !== null && <ErrorView error={error} />}
      {look === null && <p>{t('Exported documents are plain.')}</p>}
      {look?.nameLine && <p>{t('Name line: {text}', { text: look.nameLine })}</p>}
      {look?.footer && <p>{t('Footer: {text}', { text: look.footer })}</p>}
      {look?.colour && (
        <p>
          <span
            aria-hidden
            style={{
              display: 'inline-block',
              width: 12,
              height: 12,
              background: look.colour,
              marginInlineEnd: 6,
            }}
          />
          {t('Colour of headings: {colour}', { colour: look.colour })}
        </p>
      )}
      {look?.logo && (
        <p>
          <img
            src={`data:image/png;base64,${look.logo.png}`}
            alt={look.logo.alt}
            style={{ maxHeight: 48, background: '#ffffff', padding: 4 }}
          />
        </p>
      )}
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
        {may.allowed && (
          <FileButton accept="image/png" onChange={(file) => void send(file)}>
            {(props) => (
              <Button {...props} variant="default">
                {t('Choose a logo (PNG)')}
              </Button>
            )}
          </FileButton>
        )}
        {look?.logo && (
          <ActButton decision={may} onClick={() => off.mutate({})}>
            {t('Take the logo off')}
          </ActButton>
        )}
        <a href={addressOf(organisationActs.sample, { format: 'pdf' })}>{t('Look at a sample (PDF)')}</a>
        <a href={addressOf(organisationActs.sample, { format: 'docx' })}>{t('DOCX')}</a>
      </div>
      {asking && (
        <AskDialog
          title={t('Look of exported documents')}
          explain={t('Of DOCX and PDF. Leave a field empty to keep that part plain.')}
          fields={[
            { key: 'nameLine', label: t('Name line above the title'), kind: 'text' },
            { key: 'footer', label: t('Text at the foot of each page'), kind: 'text' },
            { key: 'colour', label: t('Colour of headings, such as #0b5394'), kind: 'text' },
          ]}
          initial={{
            nameLine: look?.nameLine ?? null,
            footer: look?.footer ?? null,
            colour: look?.colour ?? null,
          }}
          fixed={{ version: organisation.version }}
          endpoint={organisationActs.branding}
          verb={t('Save the look')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
