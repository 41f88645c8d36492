import { besideReport } from './beside-a-report.ts';
import { board } from './board.ts';
import { conformity } from './conformity.ts';
import { cpuPerRequest } from './cpu-per-request.ts';
import { createRisk } from './create-risk.ts';
import type { Bench } from './figure.ts';
import { handover } from './handover.ts';
import { importInventory } from './import.ts';
import { interaction } from './interaction.ts';
import { lists } from './lists.ts';
import { measuring } from './measure.ts';
import { people } from './people.ts';
import { postResults } from './post-results.ts';
import { roadmap } from './roadmap.ts';
import { staleness } from './staleness.ts';
import { start } from './start.ts';
import { verification } from './verify.ts';

/** Every measurement, in the order of the table. */
export const benches: readonly Bench[] = [
  start,
  createRisk,
  postResults,
  lists,
  interaction,
  besideReport,
  people,
  cpuPerRequest,
  importInventory,
  handover,
  conformity,
  board,
  staleness,
  verification,
  roadmap,
  measuring,
];
