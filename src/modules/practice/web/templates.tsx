import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { type ApiError, currentOrg, post } from '#ui/api.ts';
import { useActor, useSearchState, useSession } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, Empty, ErrorView } from '#ui/states.tsx';
import type { PreviewItem } from '../contract.ts';
import { mayTake } from '../policy.ts';
import { isMethod, isOpen, TemplateItems } from './template-items.tsx';

type Copied = {
  readonly copied: number;
  readonly kept: number;
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
};

/** Templates and methods of one's own practice, taken into this organisation after a look at each. */
export default function Templates() {
  const [search, change] = useSearchState();
  const others = (useSession().data?.orgs ?? []).filter((each) => each.id !== currentOrg());
  const from = others.find((each) => each.id === search.from)?.id ?? null;
  return (
    <Page
      title={t('Templates of others')}
      sentence={t(
        'Take what another organisation of yours works with: your practice, or the parent of a group.',
      )}
    >
      {others.length === 0 ? (
        <Empty
          title={t('You belong to no other organisation')}
          why={t(
            'Consultants keep their own organisation as a practice: own frameworks with requirements, texts of how controls are implemented, recurring obligations, and methods such as risk criteria and rules of gates. Whoever belongs to both copies them from there.',
          )}
        />
      ) : (
        <>
          <Select
            label={t('Take them from')}
            data={others.map((each) => ({ value: each.id, label: each.name }))}
            value={from}
            onChange={(value) => change({ from: value ?? '' })}
            maw={380}
            mb={16}
          />
          {from && <Preview key={from} from={from} />}
        </>
      )}
      <p className="quiet">
        <OrgLink path="/trail">{t('Each copy is an entry of the log that names its source.')}</OrgLink>
      </p>
    </Page>
  );
}

function Preview({ from }: { readonly from: string }) {
  const to = currentOrg();
  const actor = useActor();
  const client = useQueryClient();
  // Templates are chosen unless one is left out; a method is not until somebody chooses it.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery<{ readonly items: readonly PreviewItem[] }, ApiError>({
    queryKey: [to, 'templates', from],
    queryFn: () => post('/api/templates/preview', { from, to }),
  });
  const copy = useMutation<Copied, ApiError, readonly PreviewItem[]>({
    mutationFn: (chosen) =>
      post('/api/templates/copies', {
        from,
        to,
        keys: chosen.map((each) => each.key),
        replace: Object.fromEntries(
          chosen.filter((each) => each.state === 'differs').map((each) => [each.key, each.target!.version]),
        ),
      }),
    onSuccess: () => {
      setTurned(new Set());
      return client.invalidateQueries();
    },
  });
  return (
    <Await query={query}>
      {({ items }) => {
        const isChosen = (each: PreviewItem) => isMethod(each) === turned.has(each.key);
        const chosen = items.filter((each) => isOpen(each) && isChosen(each));
        const toggle = (key: string) =>
          setTurned((now) => new Set(now.has(key) ? [...now].filter((each) => each !== key) : [...now, key]));
        const templates = items.filter((each) => !isMethod(each));
        const methods = items.filter(isMethod);
        if (items.length === 0)
          return (
            <Empty
              title={t('There is nothing to take')}
              why={t(
                'It has no own frameworks, no texts of controls and no recurring obligations, and has decided no methods.',
              )}
            />
          );
        return (
          <>
            {copy.error && <ErrorView error={copy.error} />}
            {copy.data && <Outcome result={copy.data} />}
            <div style={{ display: 'flex', gap: 12, marginBottom: 12 }}>
              <ActButton
                primary
                decision={mayTake(actor)}
                loading={copy.isPending}
                onClick={() => chosen.length > 0 && copy.mutate(chosen)}
              >
                {t('{count, plural, =0 {Nothing to take} one {Take # template} other {Take # templates}}', {
                  count: chosen.length,
                })}
              </ActButton>
              {turned.size > 0 && (
                <Button variant="subtle" onClick={() => setTurned(new Set())}>
                  {t('Choose as at first')}
                </Button>
              )}
            </div>
            {templates.length > 0 && (
              <Section title={t('Templates')}>
                <TemplateItems label={t('Templates')} items={templates} chosen={isChosen} toggle={toggle} />
              </Section>
            )}
            {methods.length > 0 && (
              <Section title={t('Methods')}>
                <p className="quiet read">
                  {t(
                    'Each is a decision of this organisation, made in your name and with the authority that it needs. None is chosen beforehand, and what was decided here is replaced only where you choose it.',
                  )}
                </p>
                <TemplateItems label={t('Methods')} items={methods} chosen={isChosen} toggle={toggle} />
              </Section>
            )}
          </>
        );
      }}
    </Await>
  );
}

function Outcome({ result }: { readonly result: Copied }) {
  return (
    <div role="status" className="card note-card">
      <p>
        {t(
          '{copied, plural, one {# template was} other {# templates were}} taken; {kept} stay as they are here.',
          {
            copied: result.copied,
            kept: result.kept,
          },
        )}
      </p>
      {result.refused.map((each) => (
        <p key={each.key}>{each.reason}</p>
      ))}
    </div>
  );
}
