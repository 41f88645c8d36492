import { Link } from '@tanstack/react-router';
import { shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useOrg } from '#ui/hooks.ts';
import { Trans } from '#ui/trans.tsx';

/** While one may still wait: from which day the organisation asks one's roles for a second factor. */
export function SecondFactorNotice() {
  const org = useOrg();
  if (!org?.secondFactor || org.secondFactor.due || shownDay() !== null) return null;
  return (
    <div className="notice noprint" role="status">
      <Trans
        id="From {from} {name} opens to your roles with a second factor only. <0>Set one up now</0>; it takes a minute."
        values={{ from: longDay(org.secondFactor.from), name: org.name }}
        components={{ 0: <Link to={`/${org.id}/account` as never} /> }}
      />
    </div>
  );
}
