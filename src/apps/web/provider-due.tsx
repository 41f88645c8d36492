import { t } from '#kernel/language.ts';
import { Card } from './card.tsx';
import { type Offer, ProviderButton } from './provider-buttons.tsx';

/** An organisation that opens through its own sign-in only. */
export default function ProviderDue({
  organisation,
  offers,
}: {
  readonly organisation: string;
  readonly offers: readonly Offer[];
}) {
  return (
    <Card title={t('{organisation} has a sign-in of its own', { organisation })}>
      <p style={{ marginTop: 0 }}>
        {t('Members come in through it only. Your account stays as it is for other organisations.')}
      </p>
      {offers.map((each) => (
        <ProviderButton key={each.start} offer={each} />
      ))}
    </Card>
  );
}
