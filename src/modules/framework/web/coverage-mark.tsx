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
  return <StateMark label={coverages[coverage].label} tone={TONES[coverage]} />;
}

/** The roles of the AI Act in words. */
export const ROLE_WORDS: Readonly<Record<string, string>> = {
  provider: 'Provider',
  deployer: 'Deployer',
  importer: 'Importer',
  distributor: 'Distributor',
  authorisedRepresentative: 'Authorised representative',
  gpaiProvider: 'Provider of a general-purpose model',
  productManufacturer: 'Product manufacturer',
};

const SHORT: Readonly<Record<string, string>> = {
  'eu-ai-act': 'EU AI Act',
  'nist-ai-rmf': 'NIST AI RMF',
  'iso-27001': 'ISO/IEC 27001',
  'iso-9001-2015': 'ISO 9001',
  'iso-14001-2015': 'ISO 14001',
  gdpr: 'GDPR',
};

/** What people call a framework; its own title where they call it by that. */
export function shortName(framework: { readonly id: string; readonly title: string }): string {
  return SHORT[framework.id] ?? framework.title;
}
