import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { request } from '#ui/api.ts';

export type Offer = { readonly label: string; readonly start: string };

/** The ways in by somebody else’s sign-in: those offered to all, and those of the typed address’s domain. */
export function ProviderButtons({ email }: { readonly email: string }) {
  const asked = /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) ? email : '';
  const offered = useOffers('');
  const led = useOffers(asked);
  const offers = [...led, ...offered.filter((each) => !led.some((other) => pathOf(other) === pathOf(each)))];
  return (
    <div role="status">
      {offers.map((each) => (
        <ProviderButton key={each.start} offer={each} />
      ))}
    </div>
  );
}

/** Goes to the provider and comes back to where one is. */
export function ProviderButton({ offer }: { readonly offer: Offer }) {
  const back = location.pathname === '/' ? '' : location.pathname + location.search;
  const query = back ? `${offer.start.includes('?') ? '&' : '?'}return=${encodeURIComponent(back)}` : '';
  return (
    <Button component="a" href={`${offer.start}${query}`} variant="default" fullWidth mt={8}>
      {t('Sign in with {provider}', { provider: offer.label })}
    </Button>
  );
}

function useOffers(email: string): readonly Offer[] {
  const query = useQuery<{ readonly providers: readonly Offer[] }>({
    queryKey: ['sso-offers', email],
    queryFn: () => request(`/api/sso/offers${email ? `?email=${encodeURIComponent(email)}` : ''}`),
    staleTime: 60_000,
  });
  return query.data?.providers ?? [];
}

function pathOf({ start }: Offer): string {
  return start.split('?')[0]!;
}
