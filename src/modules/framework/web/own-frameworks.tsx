import { PlainList } from '#ui/plain-register.tsx';
import { ownFrameworksRegister } from './own-registers.ts';

export default function OwnFrameworks() {
  return <PlainList register={ownFrameworksRegister} />;
}
