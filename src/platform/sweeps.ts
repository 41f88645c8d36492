import type { Runtime } from './instance.ts';
import { doorHands } from './runtime.ts';

export type Sweeper = {
  /** Runs every sweep once, one after the other. @returns how much they did */
  readonly once: () => Promise<number>;
  /** Runs them every second until stopped; a round begins when the one before has ended. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

/** Runs what modules do by themselves beside requests and jobs. A sweep that fails is logged and runs again. */
export function sweeper(runtime: Runtime): Sweeper {
  const sweeps = runtime.registry.modules.flatMap((module) => module.sweeps ?? []);
  const hands = { ...doorHands(runtime), clock: runtime.clock, log: runtime.log };
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<unknown> | null = null;

  const once = async (): Promise<number> => {
    let done = 0;
    for (const sweep of sweeps)
      done += await sweep.run(hands).catch((error) => {
        runtime.log.error({ err: error, sweep: sweep.name }, 'a sweep failed');
        return 0;
      });
    return done;
  };

  return {
    once,
    start: () => {
      timer ??= setInterval(() => {
        busy ??= once().finally(() => {
          busy = null;
        });
      }, 1000);
      timer.unref();
    },
    stop: async () => {
      if (timer) clearInterval(timer);
      timer = null;
      await busy;
    },
  };
}
