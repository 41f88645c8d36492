import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { cardActs } from '../contract.ts';

/** Beside an AI system: what people are told of it. */
export default function CardPanel({ id }: { readonly id: string }) {
  const query = useEndpoint(cardActs.ofSystem, { id });
  return (
    <Aside title={t('What people are told')}>
      <Await query={query}>
        {({ card }) => (
          <>
            {card === null ? (
              <p className="quiet" style={{ margin: 0 }}>
                {t('No system card yet.')}
              </p>
            ) : (
              <StateMark
                label={
                  card.publishedNumber
                    ? card.changed
                      ? t('Card published, version {publishedNumber}, changed since', {
                          publishedNumber: card.publishedNumber,
                        })
                      : t('Card published, version {publishedNumber}', {
                          publishedNumber: card.publishedNumber,
                        })
                    : t('Card in work')
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
              <OrgLink path={`/systems/${id}/card`}>
                {card ? t('Open the card') : t('Begin the card')}
              </OrgLink>
            </p>
            <p style={{ margin: '4px 0 0' }}>
              <OrgLink path={`/systems/${id}/technical-documentation`}>
                {t('Technical documentation and registration')}
              </OrgLink>
            </p>
          </>
        )}
      </Await>
    </Aside>
  );
}
