import { benches } from './all.ts';

/** Runs one measurement in a process of its own, so that what another left in memory does not count; prints JSON. */
const bench = benches.find((each) => each.name === process.argv[2]);
if (!bench) throw new Error(`There is no measurement "${process.argv[2]}".`);
const text = JSON.stringify(await bench.run());
process.stdout.write(text, () => process.exit(0));
