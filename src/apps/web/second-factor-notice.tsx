import { Link } from '@tanstack/react-router';
import { shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useOrg } from '#ui/hooks.ts';

/** While one may still wait: from which day the organisation asks one's roles for a second factor. */
export function SecondFactorNotice() {
  const org = useOrg();
  if (!org?.secondFactor || org.secondFactor.due || shownDay() !== null) return null;
  return (
    <div className="notice noprint" role="status">
      From {longDay(org.secondFactor.from)} {org.name} opens to your roles with a second factor only.{' '}
      <Link to={`/${org.id}/account` as never}>Set one up now</Link>; it takes a minute.
    </div>
  );
}
