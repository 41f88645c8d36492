import { msg, t } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import { StateMark } from '#ui/states.tsx';
import { coverages } from '../readiness-contract.ts';

const TONES: Readonly<Record<keyof typeof coverages, Tone>> = {
  carried: 'good',
  part: 'warning',
  shared: 'neutral',
  none: 'muted',
};

/** How far a requirement of another framework is covered. */
export function CoverageMark({ coverage }: { readonly coverage: keyof typeof coverages }) {
  return <StateMark label={t(coverages[coverage].label)} tone={TONES[coverage]} />;
}

const SHORT: Readonly<Record<string, string>> = {
  'eu-ai-act': msg('EU AI Act'),
  'nist-ai-rmf': msg('NIST AI RMF'),
  'iso-27001': msg('ISO/IEC 27001'),
  'iso-9001-2015': msg('ISO 9001'),
  'iso-14001-2015': msg('ISO 14001'),
  gdpr: 'GDPR',
};

/** What people call a framework; its own title where they call it by that. */
export function shortName(framework: { readonly id: string; readonly title: string }): string {
  return SHORT[framework.id] ?? framework.title;
}
