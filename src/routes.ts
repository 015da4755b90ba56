// The site map: one line a feature. Their order is the order of dependence (architecture of the house).
import { Router } from 'express';
import type { Deps } from './deps';
import { accountsRoutes } from './features/accounts/accounts.routes';
import { challengesRoutes } from './features/challenges/challenges.routes';
import { deskRoutes } from './features/desk/desk.routes';
import { hackathonsRoutes } from './features/hackathons/hackathons.routes';
import type { Declared } from './web/site';

export function siteMap(deps: Deps): { router: Router; declared: Declared[] } {
  const sites = [accountsRoutes(deps), hackathonsRoutes(deps), challengesRoutes(deps), deskRoutes(deps)];
  const router = Router();
  for (const site of sites) router.use(site.router);
  return { router, declared: sites.flatMap((site) => site.declared) };
}
