import { PlainList } from '#ui/plain-register.tsx';
import { ownRequirementsRegister } from './own-registers.ts';

export default function OwnRequirements() {
  return <PlainList register={ownRequirementsRegister} />;
}
