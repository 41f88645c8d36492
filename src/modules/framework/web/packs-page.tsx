import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { Dialog } from '#ui/dialog.tsx';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { mayChoosePack } from '../policy.ts';

type Pack = OutputOf<typeof frameworkEndpoints.packs>['packs'][number];
const NEWEST = 'newest';

/** By which version of each pack the organisation works, and who decided that. */
export default function PacksPage() {
  const packs = useEndpoint(frameworkEndpoints.packs, {});
  const actor = useActor();
  const [choosing, choose] = useState<Pack | null>(null);
  return (
    <Page
      wide
      title={t('Versions of packs')}
      sentence={t(
        'What is said of standards and law comes in packs with a version. You use the newest installed one until somebody chooses another; the past is read with the version of its day.',
      )}
    >
      <Await query={packs}>
        {(data) => (
          <TableCard
            label={t('Versions of packs')}
            head={[t('Pack'), t('In use'), 'SHA-256', t('Installed'), t('Chosen'), '']}
          >
            {data.packs.map((pack) => (
              <tr key={pack.id}>
                <td>
                  <OrgLink path={`/packs/${pack.id}`}>{pack.id}</OrgLink>
                </td>
                <td data-label={t('In use')}>{pack.version}</td>
                <td data-label="SHA-256" className="mono" title={pack.sha256}>
                  {pack.sha256.slice(0, 12)}…
                </td>
                <td data-label={t('Installed')}>{pack.installed.map((each) => each.version).join(', ')}</td>
                <td data-label={t('Chosen')}>
                  <Chosen pack={pack} />
                </td>
                <td>
                  <ActButton compact decision={mayChoosePack(actor)} onClick={() => choose(pack)}>
                    {t('Choose')}
                  </ActButton>
                </td>
              </tr>
            ))}
          </TableCard>
        )}
      </Await>
      {choosing && <Choose pack={choosing} onClose={() => choose(null)} />}
    </Page>
  );
}

function Chosen({ pack }: { readonly pack: Pack }) {
  if (!pack.choice) return <span className="quiet">{t('the newest')}</span>;
  const { version, by, on, reason } = pack.choice;
  return (
    <>
      {version ?? t('the newest again')}, {by}, {on}: {reason}
    </>
  );
}

function Choose({ pack, onClose }: { readonly pack: Pack; readonly onClose: () => void }) {
  const options = [
    { value: NEWEST, label: t('The newest, also when another is installed') },
    ...pack.installed.map(({ version }) => ({ value: version, label: version })),
  ];
  const [version, setVersion] = useState<string | null>(null);
  if (version !== null)
    return (
      <AskDialog
        title={t('Work by {id}, {label}', {
          id: pack.id,
          label: midSentence(options.find((each) => each.value === version)?.label ?? version),
        })}
        explain={t(
          'From now on requirements, crosswalks and checks are read with it. What was frozen before stays as it was.',
        )}
        endpoint={frameworkEndpoints.choosePack}
        fixed={{ pack: pack.id, version: version === NEWEST ? null : version }}
        fields={[{ key: 'reason', label: t('Why'), kind: 'long', required: true }]}
        verb={t('Use it')}
        onDone={onClose}
        onClose={onClose}
      />
    );
  return <PickVersion title={pack.id} options={options} onPick={setVersion} onClose={onClose} />;
}

function PickVersion(props: {
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (version: string) => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      onClose={props.onClose}
      title={<strong>{t('Version of {title}', { title: props.title })}</strong>}
    >
      <div className="chips">
        {props.options.map((each) => (
          <Button key={each.value} variant="default" onClick={() => props.onPick(each.value)}>
            {each.label}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
