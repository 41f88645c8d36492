import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { currentOrg, request } from '#ui/api.ts';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { riskActs } from '../contract.ts';
import { mayWriteRisk } from '../policy.ts';

/** Risks to begin with, filtered by the facts of one system; each says why it fits. */
export default function Library() {
  const [search, change] = useSearchState();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [words, setWords] = useState('');
  const actor = useActor();
  const query = useEndpoint(riskActs.library, search.system ? { systemId: search.system } : {});
  const adopt = useCommand(riskActs.adopt);
  const systems = useQuery({
    queryKey: [currentOrg(), 'system-choices', words],
    queryFn: () =>
      request<{ rows: { id: string; name: string; ref: string }[] }>(
        `/api/orgs/${currentOrg()}/systems?limit=20${words ? `&q=${encodeURIComponent(words)}` : ''}`,
      ),
  });
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]));
  return (
    <Page
      title={t('Risk library')}
      clause="6.1.2"
      sentence={t(
        '65 risks in our own words, tagged with public taxonomies. Taking one writes it into your register, unjudged.',
      )}
      actions={
        <ActButton
          decision={
            chosen.length === 0
              ? { allowed: false, reason: t('Choose at least one risk.') }
              : mayWriteRisk(actor)
          }
          primary
          loading={adopt.isPending}
          onClick={() =>
            adopt.mutate(
              { libraryIds: [...chosen], ...(search.system && { systemId: search.system }) },
              { onSuccess: () => setChosen([]) },
            )
          }
        >
          {t('Take {chosen} into the register', { chosen: chosen.length || '' })}
        </ActButton>
      }
    >
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginBottom: 12 }}>
        <Select
          aria-label={t('For which AI system')}
          placeholder={t('For which AI system')}
          searchable
          clearable
          value={search.system ?? null}
          onSearchChange={setWords}
          data={(systems.data?.rows ?? []).map((each) => ({
            value: each.id,
            label: `${each.ref} ${each.name}`,
          }))}
          onChange={(system) => change({ system })}
          w={360}
          filter={({ options }) => options}
        />
        <TextInput
          aria-label={t('Words')}
          placeholder={t('Words')}
          value={search.words ?? ''}
          onChange={(event) => change({ words: event.currentTarget.value || null })}
        />
      </div>
      {adopt.error && <ErrorView error={adopt.error} />}
      {adopt.data && (
        <p role="status">
          {t('Taken:')}{' '}
          {adopt.data.created.map((each) => (
            <OrgLink key={each.id} path={`/risks/${each.id}`} className="chip">
              {each.ref} {each.title}
            </OrgLink>
          ))}
        </p>
      )}
      <Await query={query}>
        {({ risks }) => (
          <div className="card" style={{ padding: '4px 16px' }}>
            {risks
              .filter((each) =>
                `${each.title} ${each.description} ${each.category}`
                  .toLowerCase()
                  .includes((search.words ?? '').toLowerCase()),
              )
              .map((each) => (
                <div
                  key={each.id}
                  className="field"
                  style={{ display: 'grid', gridTemplateColumns: '28px minmax(0, 1fr)', gap: 8 }}
                >
                  <Checkbox
                    aria-label={t('Take {title}', { title: each.title })}
                    checked={chosen.includes(each.id)}
                    onChange={() => toggle(each.id)}
                    mt={2}
                  />
                  <div>
                    <strong>{each.title}</strong> <span className="quiet">{each.category}</span>
                    <div>{each.description}</div>
                    <div className="quiet" style={{ fontSize: 13 }}>
                      {t('{why} Suggests {suggestedControls}.', {
                        why: each.why.join(' '),
                        suggestedControls: each.suggestedControls.join(', '),
                      })}{' '}
                      {each.usedBy.length > 0 &&
                        t('In the register as {usedBy}.', { usedBy: each.usedBy.join(', ') })}
                    </div>
                  </div>
                </div>
              ))}
            {risks.length === 0 && (
              <p>
                {t('No entry fits the facts of this system.')}{' '}
                <Button variant="default" size="xs" onClick={() => change({ system: null })}>
                  {t('Show all')}
                </Button>
              </p>
            )}
          </div>
        )}
      </Await>
    </Page>
  );
}
