// Pages of the jury: who reads what.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addAssignments } from './jury.assignments.routes';

export function juryRoutes(deps: Deps): Site {
  const site = createSite('jury');
  addAssignments(site, deps);
  return site;
}
