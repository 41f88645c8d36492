import { useQuery } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { type ApiError, request } from '#ui/api.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, Await } from '#ui/states.tsx';

type Trial = {
  readonly error: string | null;
  readonly claims: {
    readonly subject: string;
    readonly email: string | null;
    readonly emailVerified: boolean;
    readonly name: string | null;
    readonly groups: readonly string[] | null;
    readonly factors: readonly string[];
    readonly authenticatedAt: string | null;
    readonly all: Readonly<Record<string, unknown>>;
  } | null;
};

/** What a provider said when an administrator tried it; nobody was signed in. */
export function Tried({ handle, onClose }: { readonly handle: string; readonly onClose: () => void }) {
  const query = useQuery<Trial, ApiError>({
    queryKey: ['sso-tried', handle],
    queryFn: () => request(`/api/sso/tries/${encodeURIComponent(handle)}`),
    retry: false,
  });
  return (
    <Section
      title={t('What the provider said')}
      actions={
        <ActButton decision={{ allowed: true }} onClick={onClose}>
          {t('Close')}
        </ActButton>
      }
    >
      <Await query={query}>
        {({ claims, error }) =>
          claims === null ? (
            <p role="alert">{error}</p>
          ) : (
            <>
              <p className="quiet" style={{ marginTop: 0 }}>
                {t('Nobody was signed in by this. It is forgotten in ten minutes.')}
              </p>
              <dl style={{ margin: 0 }}>
                {told(claims).map(([label, value]) => (
                  <div key={label} className="field">
                    <dt className="label">{label}</dt>
                    <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>{value}</dd>
                  </div>
                ))}
              </dl>
              <details style={{ marginTop: 12 }}>
                <summary>{t('All claims')}</summary>
                <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {JSON.stringify(claims.all, null, 2)}
                </pre>
              </details>
            </>
          )
        }
      </Await>
    </Section>
  );
}

function told(claims: NonNullable<Trial['claims']>): readonly (readonly [string, string])[] {
  return [
    [t('Subject'), claims.subject],
    [
      t('E-mail'),
      claims.email === null
        ? t('none: choose another claim')
        : claims.emailVerified
          ? t('{email}, verified', { email: claims.email })
          : t('{email}, not said to be verified', { email: claims.email }),
    ],
    [t('Name'), claims.name ?? t('none: choose another claim')],
    [t('Groups'), claims.groups === null ? t('too many to be sent') : claims.groups.join(', ') || t('none')],
    [t('Factors'), claims.factors.join(', ') || t('it does not say')],
    [t('Signed in there at'), claims.authenticatedAt ?? t('it does not say')],
  ];
}
