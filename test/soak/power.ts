import { noWatchedDisk } from '../faults/disk/shim.ts';
import { type PowerCutReport, powerCuts } from '../faults/power-cut.ts';

/** A record serves for so many images; each begins with an empty folder. */
const OF_ONE = 100;

/** The power is cut below SQLite: a fresh record of a server at work for every hundred images. */
export async function powerCutRun(images: number) {
  const why = noWatchedDisk();
  if (why) {
    process.stderr.write(`Not run: ${why}.\n`);
    return { held: true, skipped: why };
  }
  const reports: PowerCutReport[] = [];
  for (let left = images; left > 0; left -= OF_ONE) {
    const done = images - left;
    reports.push(
      await powerCuts({
        images: Math.min(OF_ONE, left),
        seconds: 3,
        onProgress: (count) => {
          if (count % 50 === 0) process.stderr.write(`${done + count} images\n`);
        },
      }),
    );
  }
  const sum = (of: (report: PowerCutReport) => number) => reports.reduce((all, each) => all + of(each), 0);
  const faults = reports.flatMap((each) => each.faults.map((line) => `seed ${each.seed}, ${line}`));
  return {
    held: faults.length === 0 && sum(({ withClaims }) => withClaims) > 0,
    records: reports.length,
    eventsBelowSqlite: sum(({ events }) => events),
    syncs: sum(({ syncs }) => syncs),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    images: sum((each) => each.images),
    imagesWithSomethingToLose: sum(({ withClaims }) => withClaims),
    kept: Object.fromEntries(
      Object.keys(reports[0]!.kept).map((kept) => [kept, sum((each) => each.kept[kept as 'some'])]),
    ),
    faults: faults.slice(0, 20),
    faultCount: faults.length,
    seeds: reports.map(({ seed }) => seed),
  };
}
