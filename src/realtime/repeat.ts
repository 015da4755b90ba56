// What a process looks after again and again while it serves sockets: one run at a time.
import type { Deps } from '../deps';

/** Every so many milliseconds; the next run begins after the last has ended. A database that is away is waited for. */
export function repeat(
  deps: Deps,
  what: string,
  every: number,
  run: () => Promise<unknown>,
): { stop(): void } {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const again = () => {
    timer = setTimeout(() => {
      run()
        .catch((error) => deps.log.warn({ name: (error as Error)?.name }, `${what} has to wait`))
        .finally(() => void (stopped || again()));
    }, every).unref();
  };
  again();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
