import { PlainList } from '#ui/plain-register.tsx';
import { register } from './register.ts';

export default function List() {
  return <PlainList register={register} />;
}
