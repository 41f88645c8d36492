import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { cardActs } from '../contract.ts';

/** Beside an AI system: what people are told of it. */
export default function CardPanel({ id }: { readonly id: string }) {
  const query = useEndpoint(cardActs.ofSystem, { id });
  return (
    <Aside title="What people are told">
      <Await query={query}>
        {({ card }) => (
          <>
            {card === null ? (
              <p className="quiet" style={{ margin: 0 }}>
                No system card yet.
              </p>
            ) : (
              <StateMark
                label={
                  card.publishedNumber
                    ? `Card published, version ${card.publishedNumber}${card.changed ? ', changed since' : ''}`
                    : 'Card in work'
                }
                tone={
                  card.publishedNumber && !card.changed
                    ? 'good'
                    : card.publishedNumber
                      ? 'warning'
                      : 'neutral'
                }
              />
            )}
            <p style={{ margin: '8px 0 0' }}>
              <OrgLink path={`/systems/${id}/card`}>{card ? 'Open the card' : 'Begin the card'}</OrgLink>
            </p>
            <p style={{ margin: '4px 0 0' }}>
              <OrgLink path={`/systems/${id}/technical-documentation`}>
                Technical documentation and registration
              </OrgLink>
            </p>
          </>
        )}
      </Await>
    </Aside>
  );
}
