import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { numberText, t, timeText } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useOrg } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { handoverActs } from '../organisation-contract.ts';
import { mayExport, mayFetchExport } from '../policy.ts';

type Exports = OutputOf<typeof handoverActs.list>['exports'];
type Made = OutputOf<typeof handoverActs.make>;

/** The organisation in one file, for another instance: a copy, or handed over and closed here. */
export default function HandOver() {
  const actor = useActor();
  const org = useOrg();
  const client = useQueryClient();
  const may = mayExport(actor);
  const [asking, ask] = useState<'copy' | 'hand-over' | null>(null);
  const [made, setMade] = useState<(Made & { readonly passphrase: string }) | null>(null);
  const query = useEndpoint(handoverActs.list, {}, { enabled: mayFetchExport(actor).allowed });
  return (
    <Page
      title={t('Hand over')}
      sentence={t(
        'Take the whole organisation to another instance: records, files, log and, when it is handed over, its key.',
      )}
    >
      <div className="read">
        <Section
          title={t('A copy')}
          actions={
            <ActButton decision={may} onClick={() => ask('copy')}>
              {t('Make a copy')}
            </ActButton>
          }
        >
          <p>
            {t(
              'The organisation goes on here. Where the copy is brought in, its log begins a new part with a key of its own, and says that it is a copy.',
            )}
          </p>
        </Section>
        <Section
          title={t('For good')}
          actions={
            <ActButton decision={may} onClick={() => ask('hand-over')}>
              {org?.handedOver ? t('Make the file again') : t('Hand the organisation over')}
            </ActButton>
          }
        >
          <p>
            {t(
              'The last entry here says to whom, and nothing can be changed here from then on. The other instance goes on with the same log under the same key: checkpoints and proofs given out before stay good.',
            )}
          </p>
          <p className="quiet">
            {t(
              'Accounts, passwords, sessions, API keys, open links and secrets of webhooks and sign-in do not move. People are invited again and stay who they are.',
            )}
          </p>
        </Section>
        {made && <MadeNote made={made} />}
        {may.allowed && (
          <Section title={t('To be downloaded')}>
            <Await query={query}>{({ exports }) => <Shelf exports={exports} />}</Await>
          </Section>
        )}
      </div>
      {asking && (
        <AskDialog<Made>
          title={asking === 'copy' ? t('Make a copy') : t('Hand the organisation over')}
          explain={t(
            'Write the passphrase down and give it on by another way than the file. Without it nobody opens the file, and it is kept nowhere.',
          )}
          fields={[
            { key: 'passphrase', label: t('Passphrase'), kind: 'text', required: true },
            ...(asking === 'copy'
              ? []
              : [
                  {
                    key: 'handOverTo',
                    label: t('Who goes on with it'),
                    kind: 'text' as const,
                    required: true,
                  },
                  {
                    key: 'confirm',
                    label: t('Name of the organisation, to close it here'),
                    kind: 'text' as const,
                    required: true,
                  },
                ]),
          ]}
          initial={{ passphrase: madeUp(), ...(org?.handedOver && { handOverTo: org.handedOver.to }) }}
          endpoint={handoverActs.make}
          verb={asking === 'copy' ? t('Make the copy') : t('Close it here and make the file')}
          onClose={() => ask(null)}
          onDone={(result, sent) => {
            ask(null);
            setMade({ ...result, passphrase: String(sent.passphrase) });
            void client.invalidateQueries({ queryKey: ['session'] });
          }}
        />
      )}
    </Page>
  );
}

function MadeNote({ made }: { readonly made: Made & { readonly passphrase: string } }) {
  return (
    <div className="card note-card" role="status">
      <p>
        {t('The file holds {entries} entries, {rows} rows and {files} files. It waits below for a week.', {
          entries: numberText(made.entries),
          rows: numberText(made.rows),
          files: numberText(made.files),
        })}
      </p>
      <p>
        {t('Passphrase:')} <code>{made.passphrase}</code>
      </p>
      <p className="quiet">{t('The operator of the other instance brings it in: ./aims org import FILE')}</p>
    </div>
  );
}

function Shelf({ exports }: { readonly exports: Exports }) {
  const drop = useCommand(handoverActs.drop);
  if (exports.length === 0) return <p className="quiet">{t('Nothing waits.')}</p>;
  return (
    <>
      {drop.error && <ErrorView error={drop.error} />}
      <ul className="plain-list">
        {exports.map((each) => (
          <li
            key={each.name}
            style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center', paddingBlock: 4 }}
          >
            <a href={addressOf(handoverActs.download, { name: each.name })} download={each.name}>
              {each.name}
            </a>
            <span className="quiet">
              {t('{size} MB, {at}', {
                size: numberText(Math.max(0.1, Math.round(each.bytes / 104_857.6) / 10)),
                at: timeText(each.madeAt, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            </span>
            <ActButton compact decision={{ allowed: true }} onClick={() => drop.mutate({ name: each.name })}>
              {t('Delete the file')}
            </ActButton>
          </li>
        ))}
      </ul>
    </>
  );
}

/** 25 letters and digits in groups: more than 120 bits. */
function madeUp(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
  const bytes = crypto.getRandomValues(new Uint32Array(25));
  return [...bytes]
    .map((value) => signs[value % signs.length])
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-');
}
