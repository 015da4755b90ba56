// Waits for what comes by itself, as long as a slow machine may need, and not longer than it takes.
import { setTimeout as pause } from 'node:timers/promises';

/** Looks every 20 ms until it is so; fails after `within` ms. */
export async function until(isSo: () => unknown, within = 60_000): Promise<void> {
  for (const end = Date.now() + within; !(await isSo()); await pause(20))
    if (Date.now() > end) throw new Error(`not so after ${within} ms: ${isSo}`);
}
