import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { trailOperations } from './operations.ts';

/** The screens and acts of the trail; the trail itself is the platform's. */
export const trailModule = defineModule({ name: 'trail', title: msg('Trail'), operations: trailOperations });
