import { shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useOrg } from '#ui/hooks.ts';
import { Trans } from '#ui/trans.tsx';

/** Why nothing can be changed: another instance goes on with this organisation. */
export function HandedOverNotice() {
  const org = useOrg();
  if (!org?.handedOver || shownDay() !== null) return null;
  return (
    <div className="notice noprint" role="status">
      <Trans
        id="{name} was handed over to <0/> on {day}. Here it can only be read; go on there."
        values={{ name: org.name, day: longDay(org.handedOver.at.slice(0, 10)) }}
        components={{ 0: <strong>{org.handedOver.to}</strong> }}
      />
    </div>
  );
}
