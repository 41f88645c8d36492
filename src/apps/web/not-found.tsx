import { t } from '#kernel/language.ts';
/** An address that leads nowhere. */
export function NotFound() {
  return (
    <main className="page">
      <h1 style={{ fontSize: 20 }}>{t('There is nothing at this address')}</h1>
      <p className="quiet read">
        {t('It may have been removed, or belong to an organisation you are not in.')}
      </p>
      <a href="/">{t('Go to the beginning')}</a>
    </main>
  );
}
