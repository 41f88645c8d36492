import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { History } from '#ui/record-parts.tsx';
import { Await } from '#ui/states.tsx';
import { type gateActs, openingEndpoints } from '../contract.ts';
import { OpeningCard } from './openings.tsx';

/** One opening of a gate, at an address of its own. */
export default function OpeningPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(openingEndpoints.get, { id });
  return (
    <Await query={query as never}>
      {(opening: OutputOf<typeof gateActs.gates>['openings'][number]) => (
        <Page
          title={`${opening.ref}: ${opening.systemName}`}
          sentence={t('Who let this AI system into a stage, when and why.')}
          actions={<PageLink path={`/systems/${opening.systemId}/gates`}>{t('All its gates')}</PageLink>}
        >
          <div className="two">
            <OpeningCard opening={opening} />
            <History endpoint={openingEndpoints.history} id={opening.id} />
          </div>
        </Page>
      )}
    </Await>
  );
}
