import { byAuthority, byRole } from '#kernel/policy.ts';

/** Who writes what people are told of an AI system. */
export const mayWriteCard = byRole(
  'administrator',
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
);
/** Publishing speaks for the organisation. */
export const mayPublishCard = byAuthority(
  'governance-officer',
  'top-management',
  'data-protection-officer',
  'quality-manager',
);
