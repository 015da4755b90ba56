// Pages of a round: its settings, its criteria, how the jury works.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addCriteria } from './rounds.criteria.routes';
import { addMethod } from './rounds.method.routes';
import { addSettings } from './rounds.settings.routes';

export function roundsRoutes(deps: Deps): Site {
  const site = createSite('rounds');
  addSettings(site, deps);
  addCriteria(site, deps);
  addMethod(site, deps);
  return site;
}
