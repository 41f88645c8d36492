import { Navigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { ActButton, Await, Empty } from '#ui/states.tsx';
import { cardActs } from '../contract.ts';
import { mayWriteCard } from '../policy.ts';
import { BeginCard } from './begin.tsx';

/** The card of one AI system, or the way to begin it. */
export default function CardOfSystem() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [adding, setAdding] = useState(false);
  const query = useEndpoint(cardActs.ofSystem, { id });
  const decision = mayWriteCard(useActor());
  return (
    <Await query={query}>
      {({ card }) =>
        card ? (
          <Navigate {...(orgPath(`/cards/${card.id}`) as { to: '.' })} replace />
        ) : (
          <Page
            title={t('System card')}
            clause="A.8.2"
            sentence={t('What users and affected people are told of this AI system.')}
            actions={<PageLink path={`/systems/${id}`}>{t('The AI system')}</PageLink>}
          >
            <Empty
              title={t('This AI system has no card yet')}
              why={t(
                'It begins with what the register says already: purpose, intended use, models, data and suppliers. The form asks only for what readers need beside.',
              )}
            >
              <ActButton decision={decision} primary onClick={() => setAdding(true)}>
                {t('Begin the card')}
              </ActButton>
            </Empty>
            {adding && <BeginCard systemId={id} onClose={() => setAdding(false)} />}
          </Page>
        )
      }
    </Await>
  );
}
