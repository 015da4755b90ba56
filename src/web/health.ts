// Alive and ready, before sessions and languages: for proxies and supervisors.
import { Router } from 'express';
import type { Deps } from '../deps';

export function health(deps: Deps): Router {
  const router = Router();
  router.get('/health/live', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/health/ready', async (_req, res) => {
    res.set('Cache-Control', 'no-store');
    const ready = !deps.state.stopping && (await answers(deps));
    res
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : deps.state.stopping ? 'stopping' : 'waiting' });
  });
  return router;
}

async function answers(deps: Deps): Promise<boolean> {
  try {
    await deps.db.raw('select 1').timeout(1000);
    return true;
  } catch {
    return false;
  }
}
