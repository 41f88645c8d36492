import { PlainRecord } from '#ui/plain-register.tsx';
import { harmonisedRegister } from './own-registers.ts';

export default function HarmonisedRecord() {
  return <PlainRecord register={harmonisedRegister} />;
}
