// Pages of judging. A sheet exists for its juror only; all sheets open together when deliberation begins.
import type { Deps } from '../../deps';
import { createSite, type Site } from '../../web/site';
import { addAssignments } from './assignments.routes';
import { addCriteria } from './criteria.routes';
import { addDeliberation } from './deliberation.routes';
import { addSheets } from './sheets.routes';

export function juryRoutes(deps: Deps): Site {
  const site = createSite('jury');
  addCriteria(site, deps);
  addAssignments(site, deps);
  addSheets(site, deps);
  addDeliberation(site, deps);
  return site;
}
