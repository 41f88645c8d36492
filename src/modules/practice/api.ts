export { isMethod, operationFor } from './kinds.ts';
export { mayTake } from './policy.ts';
export { compare, copiedFrom, hashOf, methodDecision, type Template, templatesOf } from './templates.ts';
