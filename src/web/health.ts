// Alive and ready, before sessions and languages: for proxies and supervisors.
import { Router } from 'express';
import type { Deps } from '../deps';

const ANSWER_WITHIN = 800;
const GIVEN_UP_AFTER = 3_000;

export function health(deps: Deps): Router {
  const router = Router();
  const answers = asker(deps);
  router.get('/health/live', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/health/ready', async (_req, res) => {
    res.set('Cache-Control', 'no-store');
    const ready = !deps.state.stopping && (await answers());
    const status = ready ? 'ready' : deps.state.stopping ? 'stopping' : 'waiting';
    // Without Redis everything works, only later: no reason to take a process out.
    const relay = deps.relay && { redis: deps.relay.carries() ? 'ready' : 'away' };
    res.status(ready ? 200 : 503).json({ status, ...relay });
  });
  return router;
}

/** One question at a time, however many ask; whoever waits longer than a moment has their answer: no. */
function asker({ db }: Deps): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  return async () => {
    asked ??= db
      .raw('select 1')
      // Its connection is thrown away then, in case only that one hangs.
      .timeout(GIVEN_UP_AFTER)
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asked = undefined;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, ANSWER_WITHIN, false);
    });
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  };
}
