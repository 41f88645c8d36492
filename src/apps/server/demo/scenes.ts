import { calendarScene } from './calendar.ts';
import type { Scene } from './cast.ts';
import { certification } from './certification.ts';
import { changes } from './change.ts';
import { consultantScene } from './consultant.ts';
import { frameworkScene } from './framework.ts';
import { impactScene } from './impact.ts';
import { improvement } from './improvement.ts';
import { intake } from './intake.ts';
import { integrationScene } from './integration.ts';
import { lifecycle } from './lifecycle.ts';
import { monitoring } from './monitoring.ts';
import { roadmap } from './roadmap.ts';
import { unitScene } from './units.ts';

/** What happens in the demo organisation after its first Statement is issued, one line for each process, in this order. */
export const scenes: readonly Scene[] = [
  // one line each
  unitScene,
  roadmap,
  impactScene,
  improvement,
  intake,
  certification,
  monitoring,
  calendarScene,
  frameworkScene,
  lifecycle,
  changes,
  integrationScene,
  consultantScene,
];
