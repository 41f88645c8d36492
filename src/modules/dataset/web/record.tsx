import { PlainRecord } from '#ui/plain-register.tsx';
import { register } from './register.ts';

export default function Record() {
  return <PlainRecord register={register} />;
}
