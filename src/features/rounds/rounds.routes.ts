// Pages of a round: how it is judged.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addCriteria } from './rounds.criteria.routes';

export function roundsRoutes(deps: Deps): Site {
  const site = createSite('rounds');
  addCriteria(site, deps);
  return site;
}
