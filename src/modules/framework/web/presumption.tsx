import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { harmonisedActs } from '../own-contract.ts';

/** What no page may leave out where the AI Act and standards stand side by side. */
export function PresumptionNotice() {
  const known = useEndpoint(harmonisedActs.known, {});
  if (!known.data) return null;
  return (
    <p className="read quiet">
      {known.data.notice} <OrgLink path="/harmonised-standards">{t('Standards in the making')}</OrgLink>
    </p>
  );
}
